/**
 * From equations to loops: which equations share a loop nest, how tensors lie in memory, and one
 * file a strategy.
 */
package dev.layerc.schedule;
