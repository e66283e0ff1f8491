package dev.highorder.demo.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import dev.highorder.graph.CopyRemoval;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Node;
import dev.highorder.graph.Operator;
import dev.highorder.graph.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes a traced network as an ONNX model, operator by operator as exporters do. Fusing operators
 * is left to the runtime.
 */
public final class OnnxModel {

  /** The name of the model's input. */
  public static final String INPUT = "input";

  private static final String OUTPUT = "output";
  private static final int OPERATOR_SET = 13;
  private static final int FORMAT = 7;

  private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("network");
  private final Function<String, Tensor> parameters;
  private final Map<Node, String> names = new HashMap<>();

  private OnnxModel(Function<String, Tensor> parameters) {
    this.parameters = parameters;
  }

  /**
   * Returns the bytes of a model.
   *
   * @param network the graph as it was traced for inference
   * @param parameters returns the value of a parameter by its name
   * @param input the shape of the input
   * @throws IllegalArgumentException if the network has an operator without a translation
   */
  public static byte[] of(Graph network, Function<String, Tensor> parameters, List<Long> input) {
    OnnxModel model = new OnnxModel(parameters);
    Graph plain = CopyRemoval.of(network);
    plain.nodes().forEach(model::add);
    model.call("Identity", List.of(model.names.get(plain.output())), OUTPUT);
    model.graph.addInput(value(INPUT, input));
    model.graph.addOutput(value(OUTPUT, List.of()));
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(FORMAT)
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
        .setGraph(model.graph)
        .build()
        .toByteArray();
  }

  /** Returns a declaration; an empty shape stays undefined. */
  private static OnnxMl.ValueInfoProto value(String name, List<Long> shape) {
    OnnxMl.TypeProto.Tensor.Builder type =
        OnnxMl.TypeProto.Tensor.newBuilder()
            .setElemType(OnnxMl.TensorProto.DataType.FLOAT.getNumber());
    if (!shape.isEmpty()) {
      OnnxMl.TensorShapeProto.Builder dimensions = OnnxMl.TensorShapeProto.newBuilder();
      shape.forEach(
          length ->
              dimensions.addDim(
                  OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(length)));
      type.setShape(dimensions);
    }
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  private void add(Node node) {
    String name = "v" + names.size();
    List<String> inputs = node.inputs().stream().map(names::get).toList();
    Operator operator = node.operator();
    if (operator instanceof Operator.Input) {
      name = INPUT;
    } else if (operator instanceof Operator.Parameter parameter) {
      floats(name, parameters.apply(parameter.name()));
    } else if (operator instanceof Operator.Constant constant) {
      floats(name, constant.value());
    } else if (operator instanceof Operator.WeightedSum sum) {
      sum(sum, inputs, name);
    } else if (operator instanceof Operator.Relu) {
      call("Relu", inputs, name);
    } else if (operator instanceof Operator.GlobalAveragePool) {
      call("GlobalAveragePool", inputs, name);
    } else if (operator instanceof Operator.BatchNorm norm) {
      call("BatchNormalization", inputs, name, number("epsilon", (float) norm.epsilon()));
    } else if (operator instanceof Operator.Convolution convolution) {
      call("Conv", inputs, name, settings(convolution));
    } else if (operator instanceof Operator.Opaque opaque) {
      opaque(opaque, inputs, name);
    } else {
      throw untranslated(operator.toString());
    }
    names.put(node, name);
  }

  private static IllegalArgumentException untranslated(String operator) {
    return new IllegalArgumentException(
        "%s has no translation to ONNX. Use convolutions, batch normalisations, ReLU, sums, means,"
                .formatted(operator)
            + " reshapes and linear layers only.");
  }

  private void sum(Operator.WeightedSum sum, List<String> inputs, String name) {
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      float coefficient = sum.coefficients().get(i).floatValue();
      if (coefficient == 1) {
        terms.add(inputs.get(i));
      } else {
        String factor = name + "_a" + i;
        floats(factor, new Tensor(List.of(), new float[] {coefficient}));
        terms.add(inputs.size() == 1 ? name : name + "_t" + i);
        call("Mul", List.of(inputs.get(i), factor), terms.get(i));
      }
    }
    if (terms.size() > 1) {
      call(terms.size() == 2 ? "Add" : "Sum", terms, name);
    } else if (!terms.get(0).equals(name)) {
      call("Identity", terms, name);
    }
  }

  private static OnnxMl.AttributeProto[] settings(Operator.Convolution convolution) {
    Operator.Window window = convolution.window();
    List<Integer> padding = // of the beginnings, then of the ends
        Stream.concat(window.padding().stream(), window.padding().stream()).toList();
    return new OnnxMl.AttributeProto[] {
      numbers("kernel_shape", window.kernel()),
      numbers("strides", window.stride()),
      numbers("pads", padding),
      numbers("dilations", window.dilation()),
      OnnxMl.AttributeProto.newBuilder()
          .setName("group")
          .setType(OnnxMl.AttributeProto.AttributeType.INT)
          .setI(convolution.groups())
          .build()
    };
  }

  private void opaque(Operator.Opaque opaque, List<String> inputs, String name) {
    switch (opaque.name()) {
      case "_npx_reshape", "_np_reshape" -> {
        String shape = name + "_shape";
        // MXNet writes the input's own length as -2, ONNX as 0.
        shape(shape, opaque.settings().get("newshape").replace("-2", "0"));
        call("Reshape", List.of(inputs.get(0), shape), name);
      }
      case "FullyConnected" ->
          call(
              "Gemm",
              inputs,
              name,
              OnnxMl.AttributeProto.newBuilder()
                  .setName("transB")
                  .setType(OnnxMl.AttributeProto.AttributeType.INT)
                  .setI(1)
                  .build());
      default -> throw untranslated(opaque.name());
    }
  }

  private void shape(String name, String tuple) {
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(OnnxMl.TensorProto.DataType.INT64.getNumber());
    for (String number : tuple.replaceAll("[()\\s]", "").split(",", -1)) {
      tensor.addInt64Data(Long.parseLong(number));
    }
    graph.addInitializer(tensor.addDims(tensor.getInt64DataCount()));
  }

  private void floats(String name, Tensor value) {
    ByteBuffer bytes =
        ByteBuffer.allocate(4 * value.values().length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(value.values());
    graph.addInitializer(
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
            .addAllDims(value.shape())
            .setRawData(ByteString.copyFrom(bytes)));
  }

  private static OnnxMl.AttributeProto number(String name, float value) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  private static OnnxMl.AttributeProto numbers(String name, List<Integer> values) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.INTS)
        .addAllInts(values.stream().map(Integer::longValue).toList())
        .build();
  }

  private void call(
      String operator, List<String> inputs, String output, OnnxMl.AttributeProto... settings) {
    graph.addNode(
        OnnxMl.NodeProto.newBuilder()
            .setOpType(operator)
            .setName(output)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(settings)));
  }
}
