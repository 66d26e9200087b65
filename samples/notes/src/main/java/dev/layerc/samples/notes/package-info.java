/** Back-propagation as it is worked out on paper, and the same numbers from generated classes. */
package dev.layerc.samples.notes;
