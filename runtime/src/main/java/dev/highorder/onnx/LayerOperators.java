package dev.highorder.onnx;

import ai.onnx.proto.OnnxMl;
import dev.highorder.graph.Tensor;
import dev.highorder.onnx.OnnxTranslation.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators that are layers: linear, normalisation, pooling, activation, embedding. */
final class LayerOperators {

  static final Map<String, OnnxTranslation> ALL =
      Map.ofEntries(
          Map.entry("FullyConnected", LayerOperators::linear),
          Map.entry("LayerNorm", LayerOperators::layerNorm),
          Map.entry("GroupNorm", LayerOperators::groupNorm),
          Map.entry("Activation", LayerOperators::activation),
          Map.entry("LeakyReLU", LayerOperators::leaky),
          Map.entry("softmax", call -> softmax(call, "Softmax")),
          Map.entry("log_softmax", call -> softmax(call, "LogSoftmax")),
          Map.entry("Pooling", LayerOperators::pooling),
          Map.entry("Embedding", LayerOperators::embedding),
          Map.entry("Dropout", LayerOperators::copy));

  private LayerOperators() {}

  private static void copy(Call call) {
    call.writer().call("Identity", List.of(call.input(0)), call.output());
  }

  /** {@code x W^T + b} over the last dimension, or over all but the first. */
  private static void linear(Call call) {
    String data = call.input(0);
    if (call.is("flatten", "True")) {
      data =
          call.writer()
              .call("Flatten", List.of(data), call.part("flat"), OnnxWriter.setting("axis", 1));
    }
    boolean hasBias = !call.is("no_bias", "False");
    String product = hasBias ? call.part("product") : call.output();
    call.writer().call("MatMul", List.of(data, transposed(call)), product);
    if (hasBias) {
      call.writer().call("Add", List.of(product, call.input(2)), call.output());
    }
  }

  /** Returns the name of the transposed weight, which is computed now if its values are known. */
  private static String transposed(Call call) {
    String name = call.input(1) + "_transposed";
    return call.value(1)
        .map(weight -> call.writer().floats(name, transposed(weight)))
        .orElseGet(
            () ->
                call.writer()
                    .call(
                        "Transpose",
                        List.of(call.input(1)),
                        call.part("weight"),
                        OnnxWriter.setting("perm", new long[] {1, 0})));
  }

  private static Tensor transposed(Tensor weight) {
    int rows = Math.toIntExact(weight.shape().get(0));
    int columns = Math.toIntExact(weight.shape().get(1));
    float[] values = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        values[column * rows + row] = weight.values()[row * columns + column];
      }
    }
    return new Tensor(List.of((long) columns, (long) rows), values);
  }

  private static void layerNorm(Call call) {
    call.writer()
        .call(
            "LayerNormalization",
            call.inputs(),
            call.output(),
            OnnxWriter.setting("axis", call.number("axis", "-1")),
            OnnxWriter.setting("epsilon", call.real("eps", "1e-5")));
  }

  /**
   * Opset 17 has no group normalisation: the groups become channels of an instance normalisation
   * (Wu and He 2018, equation 7). Gamma and beta scale channels, or whole groups.
   */
  private static void groupNorm(Call call) {
    OnnxWriter writer = call.writer();
    int groups = Math.toIntExact(call.number("num_groups", "1"));
    String grouped =
        writer.call(
            "Reshape",
            List.of(call.input(0), writer.longs(call.part("groups"), 0, groups, -1)),
            call.part("grouped"));
    float[] ones = new float[groups];
    Arrays.fill(ones, 1);
    List<Long> length = List.of((long) groups);
    String normalised =
        writer.call(
            "InstanceNormalization",
            List.of(
                grouped,
                writer.floats(call.part("ones"), new Tensor(length, ones)),
                writer.floats(call.part("zeros"), new Tensor(length, new float[groups]))),
            call.part("normalised"),
            OnnxWriter.setting("epsilon", call.real("eps", "1e-5")));
    long scales = call.value(1).orElseThrow(call::untranslated).values().length;
    String scaled = normalised;
    if (scales == groups) {
      scaled = affine(call, normalised, groups, call.part("scaled"));
    }
    String shape = writer.call("Shape", List.of(call.input(0)), call.part("size"));
    String restored = scales == groups ? call.output() : call.part("restored");
    writer.call("Reshape", List.of(scaled, shape), restored);
    if (scales != groups) {
      affine(call, restored, scales, call.output());
    }
  }

  /** Multiplies by gamma and adds beta along the second dimension, of images or of groups. */
  private static String affine(Call call, String data, long length, String output) {
    OnnxWriter writer = call.writer();
    boolean isOfGroups = data.equals(call.part("normalised"));
    List<Long> shape = isOfGroups ? List.of(length, 1L) : List.of(length, 1L, 1L);
    List<String> factors = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      Tensor value = call.value(i).orElseThrow(call::untranslated);
      factors.add(writer.floats(call.part("factor" + i), new Tensor(shape, value.values())));
    }
    String product = writer.call("Mul", List.of(data, factors.get(0)), output + "_product");
    return writer.call("Add", List.of(product, factors.get(1)), output);
  }

  private static void activation(Call call) {
    String operator =
        switch (call.setting("act_type", "")) {
          case "relu" -> "Relu";
          case "sigmoid" -> "Sigmoid";
          case "tanh" -> "Tanh";
          case "softrelu" -> "Softplus";
          case "softsign" -> "Softsign";
          default -> throw call.untranslated();
        };
    call.writer().call(operator, List.of(call.input(0)), call.output());
  }

  private static void leaky(Call call) {
    List<String> data = List.of(call.input(0));
    switch (call.setting("act_type", "leaky")) {
      case "gelu" -> gelu(call);
      case "leaky" ->
          call.writer()
              .call(
                  "LeakyRelu",
                  data,
                  call.output(),
                  OnnxWriter.setting("alpha", call.real("slope", "0.25")));
      case "elu" ->
          call.writer()
              .call(
                  "Elu",
                  data,
                  call.output(),
                  OnnxWriter.setting("alpha", call.real("slope", "0.25")));
      case "selu" -> call.writer().call("Selu", data, call.output());
      default -> throw call.untranslated();
    }
  }

  /**
   * {@code x (1 + erf(x / sqrt 2)) / 2} (Hendrycks and Gimpel 2016), in the form that runtimes know
   * to fuse.
   */
  private static void gelu(Call call) {
    OnnxWriter writer = call.writer();
    String x = call.input(0);
    String root = writer.number(call.part("root"), Math.sqrt(2));
    String divided = writer.call("Div", List.of(x, root), call.part("divided"));
    String erf = writer.call("Erf", List.of(divided), call.part("erf"));
    String one = writer.number(call.part("one"), 1);
    String sum = writer.call("Add", List.of(erf, one), call.part("sum"));
    String product = writer.call("Mul", List.of(x, sum), call.part("product"));
    String half = writer.number(call.part("half"), 0.5);
    writer.call("Mul", List.of(product, half), call.output());
  }

  private static void softmax(Call call, String operator) {
    if (call.inputs().size() > 1 || !call.setting("temperature", "None").equals("None")) {
      throw call.untranslated();
    }
    call.writer()
        .call(
            operator,
            List.of(call.input(0)),
            call.output(),
            OnnxWriter.setting("axis", call.number("axis", "-1")));
  }

  private static void pooling(Call call) {
    String type = call.setting("pool_type", "max");
    boolean isMean = type.equals("avg");
    if (!isMean && !type.equals("max")) {
      throw call.untranslated();
    }
    if (call.is("global_pool", "False")) {
      call.writer()
          .call(
              isMean ? "GlobalAveragePool" : "GlobalMaxPool",
              List.of(call.input(0)),
              call.output());
      return;
    }
    long[] kernel = call.numbers("kernel");
    List<OnnxMl.AttributeProto> settings = new ArrayList<>();
    settings.add(OnnxWriter.setting("kernel_shape", kernel));
    settings.add(OnnxWriter.setting("strides", each(call.numbers("stride"), kernel.length, 1)));
    long[] padding = each(call.numbers("pad"), kernel.length, 0);
    settings.add(OnnxWriter.setting("pads", twice(padding)));
    settings.add(
        OnnxWriter.setting(
            "ceil_mode", call.setting("pooling_convention", "valid").equals("full") ? 1 : 0));
    if (isMean) {
      settings.add(
          OnnxWriter.setting("count_include_pad", call.is("count_include_pad", "True") ? 1 : 0));
    }
    call.writer()
        .call(
            isMean ? "AveragePool" : "MaxPool",
            List.of(call.input(0)),
            call.output(),
            settings.toArray(OnnxMl.AttributeProto[]::new));
  }

  private static long[] each(long[] values, int count, long otherwise) {
    return values.length == count
        ? values
        : IntStream.range(0, count).mapToLong(i -> otherwise).toArray();
  }

  /** Returns the paddings of the beginnings, then those of the ends. */
  static long[] twice(long[] padding) {
    long[] both = Arrays.copyOf(padding, 2 * padding.length);
    System.arraycopy(padding, 0, both, padding.length, padding.length);
    return both;
  }

  /** Token numbers come as floats. */
  private static void embedding(Call call) {
    String numbers =
        call.writer()
            .call(
                "Cast",
                List.of(call.input(0)),
                call.part("numbers"),
                OnnxWriter.setting("to", OnnxMl.TensorProto.DataType.INT64.getNumber()));
    call.writer()
        .call(
            "Gather",
            List.of(call.input(1), numbers),
            call.output(),
            OnnxWriter.setting("axis", 0));
  }
}
