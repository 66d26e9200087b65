/** Reads class files: what a Java compiler made of generated sources. */
package dev.layerc.classfile;
