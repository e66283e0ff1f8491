/**
 * Labelled examples of any kind, and the batches that training and evaluation read: the order of an
 * epoch, the threads that prepare it, the arrays of the engine. Nothing here depends on what an
 * example is.
 */
package dev.highorder.dataset;
