/**
 * Computation graphs that belong to no engine, and the passes that rewrite them: each pass makes a
 * graph faster and leaves what it computes unchanged up to rounding. Nothing here knows an engine.
 */
package dev.highorder.graph;
