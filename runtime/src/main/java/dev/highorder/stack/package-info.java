/**
 * The classes that generated stacks extend and call: base classes of stacks, their stages, weighted
 * sums, step sizes and recomputation.
 */
package dev.highorder.stack;
