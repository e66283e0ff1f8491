/** Checkpoints: the whole state of a training run as a directory, and the rules that keep some. */
package dev.highorder.training.checkpoint;
