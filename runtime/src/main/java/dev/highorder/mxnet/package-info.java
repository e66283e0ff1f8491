/** Everything that only MXNet can do; no other package names {@code ai.djl.mxnet}. */
package dev.highorder.mxnet;
