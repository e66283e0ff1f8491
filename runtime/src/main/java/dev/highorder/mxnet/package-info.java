/**
 * Everything that only MXNet can do: its backend, the tracer, and the compiler of graphs. No other
 * package names {@code ai.djl.mxnet}.
 */
package dev.highorder.mxnet;
