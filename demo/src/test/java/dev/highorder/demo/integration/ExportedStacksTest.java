package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Optimization;
import dev.highorder.graph.Tensor;
import dev.highorder.mxnet.ArrayTensors;
import dev.highorder.mxnet.Tracer;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.network.Transition;
import dev.highorder.onnx.OnnxModel;
import dev.highorder.onnx.OnnxSignature;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * ONNX Runtime computes what MXNet computes: every named network, layout and transition, with batch
 * normalisations folded and as they are, with all optimisations of the runtime and with none, for
 * the batch size of the trace and for one. The page {@code docs/exported-networks.md} lists the
 * differences; {@code -Dgolden=write} writes it anew.
 */
class ExportedStacksTest {

  private static final double TOLERANCE = 1e-4;
  private static final int BATCH = 3;
  private static final int CLASSES = 4;
  private static final int TOKENS = 11;
  private static final int WIDTH = 16;
  private static final Path PAGE = Path.of("../docs/exported-networks.md");
  private static final String HEADER =
      """
      # Exported networks

      Each network below was built with random parameters and statistics, written as an ONNX file, and run by ONNX Runtime
      and by MXNet on the same random numbers. *Difference* is the largest difference of a logit, relative to the largest logit: of the
      file with batch normalisations folded and of the plain file, with all optimisations of ONNX Runtime and with none, for batches of
      one and of three. A difference above 1e-4 would fail. `ExportedStacksTest` writes this page, and compares it on every build;
      on another CPU they differ a little. How to export: [export](export.md).

      | network | layout | transition | operators in the file | difference |
      | --- | --- | --- | --- | --- |
      """;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

  /** A network to export; without a transition it has one stack. */
  private record Case(String name, Layout layout, Transition transition) {

    Network network() {
      Network.Builder builder =
          Network.builder().setClasses(CLASSES).setStack(NamedStacks.get(name)).optLayout(layout);
      if (layout == Layout.TOKENS) {
        builder.optVocabulary(TOKENS);
      }
      return transition == null
          ? builder.setWidths(WIDTH).setBlocks(1).build()
          : builder.setWidths(WIDTH, 2 * WIDTH).setBlocks(1, 1).optTransition(transition).build();
    }

    Shape input() {
      return switch (layout) {
        case VECTOR -> new Shape(BATCH, 5);
        case SEQUENCE -> new Shape(BATCH, 7, 5);
        case TOKENS -> new Shape(BATCH, 7);
        default -> new Shape(BATCH, 3, 16, 16);
      };
    }

    String key() {
      return "| `%s` | %s | %s |"
          .formatted(name, layout, transition == null ? "" : transition.toString());
    }
  }

  private static Stream<Case> cases() {
    Stream<Case> stacks =
        NamedStacks.all().keySet().stream()
            .map(name -> new Case(name, NamedStacks.layout(name), null));
    Stream<Case> layouts =
        Arrays.stream(Layout.values()).map(layout -> new Case(stackFor(layout), layout, null));
    Stream<Case> transitions = Arrays.stream(Transition.values()).map(ExportedStacksTest::joined);
    return Stream.of(stacks, layouts, transitions).flatMap(Function.identity()).distinct();
  }

  private static String stackFor(Layout layout) {
    return switch (layout) {
      case CIFAR_PREACTIVATION, IMAGENET_PREACTIVATION -> "resnet-v2-euler";
      case VECTOR -> "dense-euler";
      case SEQUENCE, TOKENS, PATCHES -> "vit-euler";
      case CIFAR, IMAGENET, CIFAR_STRIDED -> "vgg-rk4";
    };
  }

  private static Case joined(Transition transition) {
    return switch (transition) {
      case LINEAR -> new Case("vit-euler", Layout.PATCHES, transition);
      case SHORTCUT_PREACTIVATION ->
          new Case("resnet-v2-euler", Layout.CIFAR_PREACTIVATION, transition);
      default ->
          new Case(
              transition.isShortcut() ? "resnet-midpoint" : "vgg-midpoint",
              Layout.CIFAR,
              transition);
    };
  }

  @Test
  void everyNetworkComputesTheSame() throws OrtException, IOException {
    List<String> rows = new ArrayList<>();
    try (NDManager manager = Engines.start(Engines.MXNET, 0).newBaseManager()) {
      for (Case each : cases().toList()) {
        try (NDManager scope = manager.newSubManager()) {
          rows.add(row(each, scope));
        }
      }
    }
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(PAGE, HEADER + String.join("\n", rows) + "\n");
      return;
    }
    String page = Files.readString(PAGE);
    assertTrue(page.startsWith(HEADER), "the header of " + PAGE + " is another one");
    List<String> written = page.substring(HEADER.length()).lines().toList();
    assertEquals(keys(rows), keys(written), "run this test with -Dgolden=write");
    for (String line : written) {
      double difference = Double.parseDouble(line.split("\\|", -1)[5].strip());
      assertTrue(difference < TOLERANCE, line);
    }
  }

  /** Returns the rows without their differences, which depend on the CPU. */
  private static List<String> keys(List<String> rows) {
    return rows.stream().map(row -> row.replaceFirst("[^|]*\\|$", "")).toList();
  }

  private String row(Case each, NDManager manager) throws OrtException, IOException {
    Network network = each.network();
    manager.getEngine().setRandomSeed(1);
    network.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    network.initialize(manager, DataType.FLOAT32, each.input());
    moveStatistics(network);
    Graph graph = Tracer.trace(network, manager, each.input());
    Function<String, Tensor> parameters =
        name -> ArrayTensors.read(network.getParameters().get(name).getArray());
    float[] numbers = numbers(each);
    NDArray x = manager.create(numbers, each.input());
    float[] expected =
        network
            .forward(new ParameterStore(manager, false), new NDList(x), false)
            .singletonOrThrow()
            .toFloatArray();
    double difference = 0;
    String operators = "";
    for (Graph form :
        List.of(Optimization.forPlainExport(graph), Optimization.forExport(graph, parameters))) {
      List<Long> example = LongStream.of(each.input().getShape()).skip(1).boxed().toList();
      byte[] model = OnnxModel.of(form, parameters, OnnxSignature.plain(example, CLASSES));
      operators = operators(model);
      for (OptLevel level : List.of(OptLevel.NO_OPT, OptLevel.ALL_OPT)) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
          options.setOptimizationLevel(level);
          options.setIntraOpNumThreads(1);
          try (OrtSession session = environment.createSession(model, options)) {
            for (int batch : List.of(BATCH, 1)) {
              double found = difference(session, numbers, each.input(), batch, expected);
              assertTrue(found < TOLERANCE, each + " " + level + " " + batch + ": " + found);
              difference = Math.max(difference, found);
            }
          }
        }
      }
    }
    return "%s %s | %s |"
        .formatted(each.key(), operators, String.format(Locale.ROOT, "%.0e", difference));
  }

  /** Statistics of 0 and 1 would hide a batch normalisation that is folded wrongly. */
  private static void moveStatistics(Network network) {
    Random random = new Random(3);
    network
        .getParameters()
        .forEach(
            entry -> {
              boolean isVariance = entry.getKey().endsWith("runningVar");
              if (isVariance || entry.getKey().matches(".*(runningMean|beta|bias|gamma)")) {
                NDArray array = entry.getValue().getArray();
                float[] values = new float[Math.toIntExact(array.size())];
                for (int i = 0; i < values.length; i++) {
                  values[i] = random.nextFloat() + (isVariance ? 0.5f : -0.3f);
                }
                array.set(values);
              }
            });
  }

  private static float[] numbers(Case each) {
    Random random = new Random(7);
    float[] numbers = new float[Math.toIntExact(each.input().size())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          each.layout() == Layout.TOKENS ? random.nextInt(TOKENS) : (float) random.nextGaussian();
    }
    return numbers;
  }

  /** Returns the kinds of operators, so that the page says what a runtime needs. */
  private static String operators(byte[] model) throws IOException {
    return OnnxMl.ModelProto.parseFrom(model).getGraph().getNodeList().stream()
        .map(OnnxMl.NodeProto::getOpType)
        .filter(type -> !type.equals("Identity"))
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private double difference(
      OrtSession session, float[] numbers, Shape input, int batch, float[] expected)
      throws OrtException {
    long[] shape = input.getShape().clone();
    shape[0] = batch;
    int length = Math.toIntExact(new Shape(shape).size());
    try (OnnxTensor x =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(numbers, 0, length), shape);
        OrtSession.Result result = session.run(Map.of("input", x))) {
      float[][] logits = (float[][]) result.get("logits").orElseThrow().getValue();
      assertEquals(batch, logits.length);
      double largest = 0;
      for (float value : expected) {
        largest = Math.max(largest, Math.abs(value));
      }
      assertTrue(largest > 1e-3, "the output is not trivial");
      double difference = 0;
      for (int i = 0; i < batch * CLASSES; i++) {
        float actual = logits[i / CLASSES][i % CLASSES];
        difference = Math.max(difference, Math.abs(actual - expected[i]) / largest);
      }
      return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }
  }
}
