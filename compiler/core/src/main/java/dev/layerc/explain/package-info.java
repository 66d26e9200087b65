/** What was derived, as text of the language that a reader checks and the compiler takes again. */
package dev.layerc.explain;
