package dev.highorder.onnx;

import ai.onnx.proto.OnnxMl;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Node;
import dev.highorder.graph.NodeNames;
import dev.highorder.graph.Operator;
import dev.highorder.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Writes a graph as an ONNX model, operator by operator. Fusing operators is left to the runtime.
 */
public final class OnnxModel {

  /** The version of the operators; the newest that onnx 1.12 knows. */
  public static final int OPERATOR_SET = 17;

  private static final int FORMAT = 8;
  private static final String NUMBERS = "numbers";

  private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("network");
  private final OnnxWriter writer = new OnnxWriter(graph);
  private final Function<String, Tensor> parameters;
  private final OnnxSignature signature;
  private final Map<Node, String> names;

  private OnnxModel(
      Function<String, Tensor> parameters, OnnxSignature signature, Map<Node, String> names) {
    this.parameters = parameters;
    this.signature = signature;
    this.names = names;
  }

  /**
   * Returns the bytes of a model.
   *
   * @param network the graph, for inference
   * @param parameters returns the value of a parameter by its name
   * @param signature the input and output of the model
   * @throws IllegalArgumentException if the network has an operator without a translation
   */
  public static byte[] of(
      Graph network, Function<String, Tensor> parameters, OnnxSignature signature) {
    return new OnnxModel(parameters, signature, NodeNames.of(network)).write(network);
  }

  /** Returns the name of one of several outputs. */
  static String output(String operator, int index) {
    return operator + "_part" + index;
  }

  private byte[] write(Graph network) {
    graph.addInput(
        declaration(signature.input(), signature.read(), signature.pixels().isPresent()));
    graph.addOutput(declaration(signature.output(), List.of((long) signature.classes()), false));
    String input = input();
    for (Node node : network.nodes()) {
      if (node.operator() instanceof Operator.Input) {
        names.put(node, input);
      } else {
        add(node);
      }
    }
    String last = names.get(network.output());
    if (signature.returnsProbabilities()) {
      writer.call("Softmax", List.of(last), signature.output(), OnnxWriter.setting("axis", 1));
    } else {
      writer.call("Identity", List.of(last), signature.output());
    }
    writer.finish();
    OnnxMl.ModelProto.Builder model =
        OnnxMl.ModelProto.newBuilder()
            .setIrVersion(FORMAT)
            .setProducerName("HighOrder")
            .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
            .setGraph(graph);
    new TreeMap<>(signature.metadata())
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build().toByteArray();
  }

  /** Returns a declaration; the first dimension is the batch. */
  private static OnnxMl.ValueInfoProto declaration(
      String name, List<Long> example, boolean isOfBytes) {
    OnnxMl.TensorProto.DataType type =
        isOfBytes ? OnnxMl.TensorProto.DataType.UINT8 : OnnxMl.TensorProto.DataType.FLOAT;
    OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
    shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam(OnnxSignature.BATCH));
    example.forEach(
        length -> shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(length)));
    OnnxMl.TypeProto.Tensor.Builder tensor =
        OnnxMl.TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** Returns the name of what the network reads: normalised pixels, if the model reads images. */
  private String input() {
    if (signature.pixels().isEmpty()) {
      return signature.input();
    }
    OnnxSignature.Pixels pixels = signature.pixels().get();
    String levels =
        writer.call(
            "Cast",
            List.of(signature.input()),
            "levels",
            OnnxWriter.setting("to", OnnxMl.TensorProto.DataType.FLOAT.getNumber()));
    if (pixels.order() == OnnxSignature.Order.NHWC) {
      levels =
          writer.call(
              "Transpose",
              List.of(levels),
              "levels_of_channels",
              OnnxWriter.setting("perm", new long[] {0, 3, 1, 2}));
    }
    String scaled =
        writer.call(
            "Mul", List.of(levels, ofChannels("pixel_scale", pixels.scale())), "levels_scaled");
    return writer.call("Add", List.of(scaled, ofChannels("pixel_shift", pixels.shift())), NUMBERS);
  }

  private String ofChannels(String name, List<Float> values) {
    float[] numbers = new float[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values.get(i);
    }
    return writer.floats(name, new Tensor(List.of((long) numbers.length, 1L, 1L), numbers));
  }

  private void add(Node node) {
    String name = names.get(node);
    List<String> inputs = node.inputs().stream().map(names::get).toList();
    Operator operator = node.operator();
    if (operator instanceof Operator.Parameter parameter) {
      writer.floats(name, parameters.apply(parameter.name()));
    } else if (operator instanceof Operator.Constant constant) {
      writer.floats(name, constant.value());
    } else if (operator instanceof Operator.Output output) {
      names.put(node, output(names.get(node.input(0)), output.index()));
    } else if (operator instanceof Operator.Opaque opaque) {
      OnnxTranslation translation = OnnxTranslation.ALL.get(opaque.name());
      if (translation == null) {
        throw OnnxTranslation.untranslated(opaque);
      }
      translation.write(new OnnxTranslation.Call(node, inputs, name, writer, parameters));
    } else {
      add(operator, inputs, name);
    }
  }

  private void add(Operator operator, List<String> inputs, String name) {
    if (operator instanceof Operator.WeightedSum sum) {
      sum(sum, inputs, name);
    } else if (operator instanceof Operator.Relu) {
      writer.call("Relu", inputs, name);
    } else if (operator instanceof Operator.Copy) {
      writer.call("Identity", inputs, name);
    } else if (operator instanceof Operator.GlobalAveragePool) {
      writer.call("GlobalAveragePool", inputs, name);
    } else if (operator instanceof Operator.BatchNorm norm) {
      writer.call(
          "BatchNormalization",
          inputs,
          name,
          OnnxWriter.setting("epsilon", (float) norm.epsilon()));
    } else if (operator instanceof Operator.Convolution convolution) {
      writer.call("Conv", inputs, name, settings(convolution));
    } else {
      throw OnnxTranslation.untranslated(operator);
    }
  }

  private void sum(Operator.WeightedSum sum, List<String> inputs, String name) {
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      double coefficient = sum.coefficients().get(i);
      if (coefficient == 1) {
        terms.add(inputs.get(i));
      } else {
        String factor = writer.number(name + "_factor" + i, coefficient);
        String term = inputs.size() == 1 ? name : name + "_term" + i;
        terms.add(writer.call("Mul", List.of(inputs.get(i), factor), term));
      }
    }
    if (terms.size() > 1) {
      writer.call(terms.size() == 2 ? "Add" : "Sum", terms, name);
    } else if (!terms.get(0).equals(name)) {
      writer.call("Identity", terms, name);
    }
  }

  private static OnnxMl.AttributeProto[] settings(Operator.Convolution convolution) {
    Operator.Window window = convolution.window();
    return new OnnxMl.AttributeProto[] {
      OnnxWriter.setting("kernel_shape", longs(window.kernel())),
      OnnxWriter.setting("strides", longs(window.stride())),
      OnnxWriter.setting("pads", LayerOperators.twice(longs(window.padding()))),
      OnnxWriter.setting("dilations", longs(window.dilation())),
      OnnxWriter.setting("group", convolution.groups())
    };
  }

  private static long[] longs(List<Integer> numbers) {
    return numbers.stream().mapToLong(Integer::longValue).toArray();
  }
}
