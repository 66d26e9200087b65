/**
 * What the user is told: places in the text, the catalogue of all messages, a log that collects
 * them and a printer that shows each with its source line and a caret.
 */
package dev.layerc.diag;
