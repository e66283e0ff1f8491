/**
 * Weights that other programs have trained: rules that map their names, and their import into a
 * network. Formats of files are in {@code storage}, saved classifiers in {@code artifact}.
 */
package dev.highorder.weights;
