/**
 * MXNet's CUDA library from the class path: found, unpacked and loaded before DJL looks for one.
 */
package dev.highorder.mxnet.cuda;
