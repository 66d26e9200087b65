/** What is written: the records of a {@code .nn} file, its parser and its printer. */
package dev.layerc.spec;
