/**
 * Graphs as ONNX models: opset 17, format 8, in operators of the standard alone. It reads graphs
 * and writes bytes, and needs {@code org.tribuo:tribuo-util-onnx}, which is optional.
 */
package dev.highorder.onnx;
