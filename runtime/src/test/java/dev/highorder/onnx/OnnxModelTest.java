package dev.highorder.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Node;
import dev.highorder.graph.Operator;
import dev.highorder.graph.Operator.Constant;
import dev.highorder.graph.Operator.Opaque;
import dev.highorder.graph.Operator.Output;
import dev.highorder.graph.Operator.Parameter;
import dev.highorder.graph.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Operators as ONNX Runtime computes them, compared with their definitions. Those of the networks
 * that the command line names are compared with MXNet elsewhere.
 */
class OnnxModelTest {

  private static final float EPSILON = 1e-5f;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final Node input = new Node(new Operator.Input());

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static Node constant(float[] values, Long... shape) {
    return new Node(new Constant(new Tensor(List.of(shape), values)));
  }

  private static Node opaque(String name, Map<String, String> settings, Node... inputs) {
    return new Node(new Opaque(name, settings), inputs);
  }

  private float[] run(Node output, float[] x, long... shape) throws OrtException {
    List<Long> example = LongStream.of(shape).skip(1).boxed().toList();
    OnnxSignature signature = OnnxSignature.plain(example, 1);
    byte[] model = OnnxModel.of(new Graph(output), name -> null, signature);
    try (OrtSession session = environment.createSession(withoutOutputShape(model));
        OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), shape);
        OrtSession.Result result = session.run(Map.of("input", tensor))) {
      FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return values;
    }
  }

  /** The graphs here end in tensors of other shapes than logits have. */
  private static byte[] withoutOutputShape(byte[] model) {
    try {
      OnnxMl.ModelProto.Builder builder = OnnxMl.ModelProto.parseFrom(model).toBuilder();
      builder
          .getGraphBuilder()
          .getOutputBuilder(0)
          .getTypeBuilder()
          .getTensorTypeBuilder()
          .clearShape();
      return builder.build().toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Wu and He 2018: each group of channels of an image gets mean 0 and variance 1. */
  private static float[] groupNorm(
      float[] x, int batch, int channels, int groups, float[] gamma, float[] beta) {
    int plane = x.length / (batch * channels);
    int size = channels / groups * plane;
    float[] y = new float[x.length];
    for (int begin = 0; begin < x.length; begin += size) {
      double mean = 0;
      double variance = 0;
      for (int i = begin; i < begin + size; i++) {
        mean += x[i] / size;
      }
      for (int i = begin; i < begin + size; i++) {
        variance += (x[i] - mean) * (x[i] - mean) / size;
      }
      for (int i = begin; i < begin + size; i++) {
        int channel = i / plane % channels;
        int scale = gamma.length == channels ? channel : channel / (channels / groups);
        y[i] = (float) (gamma[scale] * (x[i] - mean) / Math.sqrt(variance + EPSILON) + beta[scale]);
      }
    }
    return y;
  }

  private void assertGroupNorm(int scales) throws OrtException {
    float[] x = random(2 * 6 * 3 * 5, 1);
    float[] gamma = random(scales, 2);
    float[] beta = random(scales, 3);
    Node output =
        opaque(
            "GroupNorm",
            Map.of("num_groups", "3", "eps", "1e-5"),
            input,
            constant(gamma, (long) scales),
            constant(beta, (long) scales));
    assertArrayEquals(groupNorm(x, 2, 6, 3, gamma, beta), run(output, x, 2, 6, 3, 5), 1e-5f);
  }

  @Test
  void groupNormalisationScalesChannels() throws OrtException {
    assertGroupNorm(6);
  }

  @Test
  void groupNormalisationScalesGroups() throws OrtException {
    assertGroupNorm(3);
  }

  @Test
  void meanPoolingCountsItsPaddingOrNot() throws OrtException {
    float[] x = {1, 2, 3, 4};
    Map<String, String> settings =
        Map.of("pool_type", "avg", "kernel", "(2, 2)", "pad", "(1, 1)", "stride", "(2, 2)");
    float[] counted = run(opaque("Pooling", settings, input), x, 1, 1, 2, 2);
    assertArrayEquals(new float[] {0.25f, 0.5f, 0.75f, 1}, counted);
    Map<String, String> others = new TreeMap<>(settings);
    others.put("count_include_pad", "False");
    assertArrayEquals(
        new float[] {1, 2, 3, 4}, run(opaque("Pooling", others, input), x, 1, 1, 2, 2));
  }

  @Test
  void fullPoolingKeepsTheRest() throws OrtException {
    Map<String, String> valid = Map.of("pool_type", "max", "kernel", "(2, 2)", "stride", "(2, 2)");
    Map<String, String> full = new TreeMap<>(valid);
    full.put("pooling_convention", "full");
    float[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    assertArrayEquals(new float[] {5}, run(opaque("Pooling", valid, input), x, 1, 1, 3, 3));
    assertArrayEquals(new float[] {5, 6, 8, 9}, run(opaque("Pooling", full, input), x, 1, 1, 3, 3));
  }

  @Test
  void partsOfASplitEndWhereTheNextBegins() throws OrtException {
    Node split = opaque("_split_v2", Map.of("axis", "1", "indices", "(0, 1, 3)"), input);
    Node last = new Node(new Output(2), split);
    Node middle = new Node(new Output(1), split);
    float[] x = {0, 1, 2, 3, 4};
    assertArrayEquals(new float[] {3, 4}, run(last, x, 1, 5));
    assertArrayEquals(new float[] {1, 2}, run(middle, x, 1, 5));
  }

  @Test
  void numbersStandOnTheirSide() throws OrtException {
    float[] x = {2, 4};
    assertArrayEquals(
        new float[] {-1, -3},
        run(opaque("_npi_rsubtract_scalar", Map.of("scalar", "1"), input), x, 1, 2));
    assertArrayEquals(
        new float[] {1, 3},
        run(opaque("_npi_subtract_scalar", Map.of("scalar", "1"), input), x, 1, 2));
    assertArrayEquals(
        new float[] {0.5f, 0.25f},
        run(opaque("_npi_rtrue_divide_scalar", Map.of("scalar", "1"), input), x, 1, 2));
  }

  @Test
  void linearLayersMultiplyByTheTransposedWeight() throws OrtException {
    Node weight = constant(new float[] {1, 2, 3, 4, 5, 6}, 2L, 3L);
    Node bias = constant(new float[] {10, 20}, 2L);
    Node flat = opaque("FullyConnected", Map.of("num_hidden", "2"), input, weight, bias);
    assertArrayEquals(new float[] {16, 35}, run(flat, new float[] {1, 1, 1}, 1, 1, 3));
    Node without =
        opaque(
            "FullyConnected",
            Map.of("num_hidden", "2", "flatten", "False", "no_bias", "True"),
            input,
            weight);
    assertArrayEquals(
        new float[] {6, 15, 1, 4}, run(without, new float[] {1, 1, 1, 1, 0, 0}, 1, 2, 3));
  }

  @Test
  void imagesAreNormalisedInside() throws OrtException {
    OnnxSignature signature =
        new OnnxSignature(
            List.of(3L, 1L, 2L),
            Optional.of(
                new OnnxSignature.Pixels(
                    OnnxSignature.Order.NHWC, List.of(1f, 2f, 4f), List.of(0f, -1f, 0.5f))),
            true,
            6,
            Map.of("classes", "[]"));
    Node flat = opaque("_npx_reshape", Map.of("newshape", "(-2, 6)"), input);
    Node small = new Node(new Operator.WeightedSum(List.of(0.01)), flat);
    byte[] model = OnnxModel.of(new Graph(small), name -> null, signature);
    ByteBuffer pixels = ByteBuffer.allocateDirect(6);
    pixels.put(new byte[] {10, 20, 30, 40, 50, (byte) 255}).flip();
    try (OrtSession session = environment.createSession(model);
        OnnxTensor images =
            OnnxTensor.createTensor(
                environment, pixels, new long[] {1, 1, 2, 3}, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of("images", images))) {
      double[] levels = {10, 40, 39, 99, 120.5, 1020.5};
      double sum = 0;
      for (double level : levels) {
        sum += Math.exp(level / 100);
      }
      float[] probabilities = ((float[][]) result.get("probabilities").orElseThrow().getValue())[0];
      for (int i = 0; i < levels.length; i++) {
        assertEquals(Math.exp(levels[i] / 100) / sum, probabilities[i], 1e-6);
      }
      assertEquals(Map.of("classes", "[]"), session.getMetadata().getCustomMetadata());
    }
  }

  @Test
  void namesTellThePartAndParametersKeepTheirs() throws IOException {
    Node weight = new Node(new Parameter("01stem_01Linear_weight"));
    Node linear =
        opaque(
            "FullyConnected",
            Map.of("num_hidden", "1", "no_bias", "True", "flatten", "False"),
            input,
            weight);
    Node relu = new Node(new Operator.Relu(), linear);
    OnnxMl.GraphProto graph =
        OnnxMl.ModelProto.parseFrom(
                OnnxModel.of(
                    new Graph(relu),
                    name -> new Tensor(List.of(1L, 2L), new float[] {1, 2}),
                    OnnxSignature.plain(List.of(2L), 1)))
            .getGraph();
    assertEquals(
        List.of("01stem_01Linear", "01stem_relu", "logits"),
        graph.getNodeList().stream().map(OnnxMl.NodeProto::getName).toList());
    assertEquals(
        List.of("01stem_01Linear_weight_transposed"),
        graph.getInitializerList().stream().map(OnnxMl.TensorProto::getName).toList());
  }

  @Test
  void unknownOperatorsAreNamed() {
    Node foreign = opaque("_npi_cumsum", Map.of("axis", "1"), input);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                OnnxModel.of(
                    new Graph(foreign), name -> null, OnnxSignature.plain(List.of(2L), 2)));
    assertTrue(e.getMessage().contains("_npi_cumsum with {axis=1}"), e.getMessage());
    Node whole = opaque("_npi_mean", Map.of("axis", "None"), input);
    assertThrows(
        IllegalArgumentException.class,
        () -> OnnxModel.of(new Graph(whole), name -> null, OnnxSignature.plain(List.of(2L), 2)));
  }
}
