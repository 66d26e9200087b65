/**
 * Rewrites programs into equal, simpler ones: one rewrite a file, each with its before and after in
 * its Javadoc, and {@link dev.layerc.simplify.Simplifications}, the list that gives their order.
 */
package dev.layerc.simplify;
