package dev.highorder.demo.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import dev.highorder.backend.CompiledNetwork;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The time of inference operator by operator and as one static graph, the two taking turns: the
 * paper's networks of 58 layers, and small ones of 16 channels.
 */
public final class InferenceBenchmark {

  /** Blocks that make 28 sub-nets of two layers, with stem and head 58 layers. */
  private static final int SUB_NETS = 28;

  private static final List<String> SCHEMES = List.of("euler", "midpoint", "rk4", "verner8");
  private static final List<Integer> STAGES = List.of(1, 2, 4, 14);
  private static final int WARM_UPS = 3;

  private final int rounds;
  private final Consumer<String> progress;

  /**
   * A line of the result; medians.
   *
   * @param largestDifference of the outputs of the two, beside the largest output
   */
  public record Row(
      String scheme,
      int width,
      int batch,
      double imperativeMillis,
      double capturedMillis,
      double largestDifference) {}

  /** Creates a benchmark of so many rounds, at least 1. */
  public InferenceBenchmark(int rounds, Consumer<String> progress) {
    if (rounds < 1) {
      throw new IllegalArgumentException("A benchmark has at least 1 round, not " + rounds);
    }
    this.rounds = rounds;
    this.progress = progress;
  }

  /** Measures every scheme, width and size of batch. */
  public List<Row> run() {
    Engine engine = Engines.start(Engines.MXNET, 0);
    List<Row> rows = new ArrayList<>();
    for (int width : List.of(64, 16)) {
      for (int batch : List.of(1, 16, 64)) {
        for (int i = 0; i < SCHEMES.size(); i++) {
          progress.accept("%s, width %d, batch %d".formatted(SCHEMES.get(i), width, batch));
          try (NDManager manager = engine.newBaseManager()) {
            rows.add(row(manager, SCHEMES.get(i), SUB_NETS / STAGES.get(i), width, batch));
          }
        }
      }
    }
    return rows;
  }

  private Row row(NDManager manager, String scheme, int blocks, int width, int batch) {
    Shape input = new Shape(batch, 3, 32, 32);
    Network network =
        Network.builder()
            .setClasses(10)
            .setWidths(width)
            .setBlocks(blocks)
            .setStack(NamedStacks.get("vgg-" + scheme))
            .build();
    network.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    network.initialize(manager, DataType.FLOAT32, input);
    ParameterStore parameters = new ParameterStore(manager, false);
    NDArray x = manager.randomNormal(input);
    try (CompiledNetwork compiled =
        Engines.backend(manager.getEngine())
            .compiler(manager.getDevice())
            .orElseThrow()
            .compile(network, manager, x)) {
      Function<NDArray, NDArray> imperative =
          pixels -> network.forward(parameters, new NDList(pixels), false).head();
      double difference = difference(output(imperative, x), output(compiled::forward, x));
      double[] first = new double[rounds];
      double[] second = new double[rounds];
      for (int round = -WARM_UPS; round < rounds; round++) {
        double a = millis(imperative, x);
        double b = millis(compiled::forward, x);
        if (round >= 0) {
          first[round] = a;
          second[round] = b;
        }
      }
      return new Row(scheme, width, batch, median(first), median(second), difference);
    }
  }

  private static double millis(Function<NDArray, NDArray> network, NDArray x) {
    long start = System.nanoTime();
    output(network, x);
    return (System.nanoTime() - start) / 1e6;
  }

  private static float[] output(Function<NDArray, NDArray> network, NDArray x) {
    try (NDManager scope = x.getManager().newSubManager()) {
      NDArray pixels = x.duplicate();
      pixels.attach(scope);
      return network.apply(pixels).toFloatArray();
    }
  }

  /** Returns the largest difference beside the largest number of the first. */
  static double difference(float[] a, float[] b) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i]));
      difference = Math.max(difference, Math.abs(a[i] - b[i]));
    }
    return difference / largest;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
