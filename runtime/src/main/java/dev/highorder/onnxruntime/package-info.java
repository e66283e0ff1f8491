/**
 * Exported networks on ONNX Runtime. It needs {@code com.microsoft.onnxruntime:onnxruntime}, which
 * is optional, and neither an engine of DJL nor a generated class.
 */
package dev.highorder.onnxruntime;
