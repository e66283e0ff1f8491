package dev.highorder.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import dev.highorder.graph.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** A model's graph while it is written: its operators and its constant tensors. */
final class OnnxWriter {

  /** A message of protocol buffers has at most 2 GiB. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - (1 << 20);

  private final OnnxMl.GraphProto.Builder graph;
  private final Map<String, OnnxMl.TensorProto> tensors = new LinkedHashMap<>();

  /** Writes into a graph. */
  OnnxWriter(OnnxMl.GraphProto.Builder graph) {
    this.graph = graph;
  }

  /**
   * Adds an operator with one output.
   *
   * @param output the name of its output, and of the operator
   * @return the name of its output
   */
  String call(
      String operator, List<String> inputs, String output, OnnxMl.AttributeProto... settings) {
    call(operator, inputs, output, List.of(output), settings);
    return output;
  }

  /** Adds an operator with several outputs. */
  void call(
      String operator,
      List<String> inputs,
      String name,
      List<String> outputs,
      OnnxMl.AttributeProto... settings) {
    graph.addNode(
        OnnxMl.NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAllAttribute(List.of(settings)));
  }

  /**
   * Adds a constant tensor of 32-bit floats, unless one of that name is there.
   *
   * @return its name
   */
  String floats(String name, Tensor value) {
    if (!tensors.containsKey(name)) {
      ByteBuffer buffer =
          ByteBuffer.allocate(Math.multiplyExact(4, value.values().length))
              .order(ByteOrder.LITTLE_ENDIAN);
      buffer.asFloatBuffer().put(value.values());
      tensors.put(
          name,
          OnnxMl.TensorProto.newBuilder()
              .setName(name)
              .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
              .addAllDims(value.shape())
              .setRawData(ByteString.copyFrom(buffer))
              .build());
    }
    return name;
  }

  /** Adds a constant number. */
  String number(String name, double value) {
    return floats(name, new Tensor(List.of(), new float[] {(float) value}));
  }

  /** Adds a constant list of 64-bit integers, such as a shape. */
  String longs(String name, long... values) {
    tensors.put(
        name,
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(OnnxMl.TensorProto.DataType.INT64.getNumber())
            .addDims(values.length)
            .addAllInt64Data(LongStream.of(values).boxed().toList())
            .build());
    return name;
  }

  /**
   * Adds the constant tensors that an operator reads; a translation may have replaced others.
   *
   * @throws IllegalArgumentException if the model becomes larger than the format allows
   */
  void finish() {
    Set<String> read = new HashSet<>();
    graph.getNodeList().forEach(node -> read.addAll(node.getInputList()));
    long bytes = 0;
    for (OnnxMl.TensorProto tensor : tensors.values()) {
      if (read.contains(tensor.getName())) {
        bytes += tensor.getSerializedSize();
        if (bytes > MAX_BYTES) {
          throw new IllegalArgumentException(
              "The network has more than 2 GiB of parameters, which one ONNX file cannot hold."
                  + " Choose smaller widths, or the format mxnet.");
        }
        graph.addInitializer(tensor);
      }
    }
  }

  /** Returns a setting that is a real number. */
  static OnnxMl.AttributeProto setting(String name, float value) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  /** Returns a setting that is a whole number. */
  static OnnxMl.AttributeProto setting(String name, long value) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** Returns a setting that is a list of whole numbers. */
  static OnnxMl.AttributeProto setting(String name, long[] values) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.INTS)
        .addAllInts(Arrays.stream(values).boxed().toList())
        .build();
  }
}
