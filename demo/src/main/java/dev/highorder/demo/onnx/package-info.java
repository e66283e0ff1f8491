/** Networks in the format of ONNX, for other runtimes. */
package dev.highorder.demo.onnx;
