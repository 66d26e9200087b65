/**
 * Scheduled loops to Java source: the only package that knows JavaPoet. {@link
 * dev.layerc.emit.NetEmitter} is the way in; one class emits one generated class; what is the same
 * for every network stands as ordinary Java in {@code dev.layerc.emit.template}.
 */
package dev.layerc.emit;
