/**
 * What is written → equations: names and scopes, layers instantiated, shapes unified, every read
 * proved to stay inside. Holds the prelude, in which all standard layers are written.
 */
package dev.layerc.elaborate;
