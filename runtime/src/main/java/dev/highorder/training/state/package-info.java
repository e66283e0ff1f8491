/**
 * The values that say where a training run stands and what its epochs gave; no tensors, no files,
 * no engine.
 */
package dev.highorder.training.state;
