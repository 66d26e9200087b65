/**
 * The fixed parts of a generated network, as ordinary Java: compiled and tested here, and copied
 * into the compiler's jar as text. {@link dev.layerc.emit.Template} says what is changed on the way
 * into a user's package. They keep to Java 8 and to {@code java.base}.
 */
package dev.layerc.emit.template;
