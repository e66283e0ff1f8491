/**
 * Descriptions of what a network reads, one record for each kind of input. They are stored in
 * manifests and checkpoints, so that inputs are prepared later exactly as they were in training.
 */
package dev.highorder.input;
