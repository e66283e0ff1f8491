/**
 * What a network computes, as a graph of operators that belongs to no engine, and passes that make
 * it faster without changing what it computes.
 */
package dev.highorder.graph;
