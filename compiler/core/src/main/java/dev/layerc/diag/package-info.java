/** Places in source files, the catalogue of all messages, and how a mistake is told. */
package dev.layerc.diag;
