/**
 * The arithmetic of schemes: exact numbers, tableaus, their order conditions and the order in which
 * a block computes and releases its tensors. Nothing here knows of compilers or of DJL.
 */
package dev.highorder.processor.scheme;
