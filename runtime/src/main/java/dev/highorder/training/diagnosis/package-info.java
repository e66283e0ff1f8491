/** Measurements that explain a failing run: sizes of stages, values not finite, growing arrays. */
package dev.highorder.training.diagnosis;
