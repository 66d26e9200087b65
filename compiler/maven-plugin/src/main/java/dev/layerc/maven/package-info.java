/**
 * The Maven plugin: parameters in, one call of the compiler, the source root added, one line
 * logged.
 */
package dev.layerc.maven;
