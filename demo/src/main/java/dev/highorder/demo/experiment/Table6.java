package dev.highorder.demo.experiment;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * The sizes of the networks of the paper's Table 6: each sub-net with each scheme, about 56 layers
 * deep.
 */
public final class Table6 {

  private static final int CLASSES = 10;
  private static final int WIDTH = 64;

  /** The layers of the stack: the paper's depth of 56 +- 2 without stem and head. */
  private static final double STACK_LAYERS = 55;

  private static final Shape IMAGE = new Shape(1, 3, 32, 32);

  private Table6() {}

  /**
   * A network and its size.
   *
   * @param blocks the number of blocks whose depth is nearest to the paper's
   * @param paperAccuracy the paper's accuracy on CIFAR-10, in percent; this network is not trained
   */
  public record Row(
      String subNet,
      String scheme,
      int blocks,
      int layers,
      long parameters,
      long multiplyAdds,
      double paperAccuracy) {}

  /** Builds and counts every network. */
  public static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    add(rows, "vgg", 2, 92.81, 94.08, 94.79, 94.91, 95.06);
    add(rows, "bottleneck", 3, 93.32, 92.78, 94.65, 94.83, 94.92);
    add(rows, "se-vgg", 2, 93.51, 94.36, 94.92, 95.14, 95.31);
    add(rows, "se-bottleneck", 3, 93.65, 93.97, 94.85, 95.03, 95.16);
    add(rows, "mbconv", 3, 94.54, 95.02, 95.21, 95.87, 95.93);
    add(rows, "cot", 3, 95.02, 95.34, 95.65, 95.91, 96.12);
    return rows;
  }

  private static void add(List<Row> rows, String subNet, int layers, double... accuracies) {
    List<String> schemes =
        List.of("euler", "midpoint", "rk4", "verner8", "verner8-as-published", "verner8-adaptive");
    int[] stages = {1, 2, 4, 14, 14, 14};
    // The paper prints one accuracy for Verner's scheme with a fixed step size.
    int[] printed = {0, 1, 2, 3, 3, 4};
    for (int i = 0; i < schemes.size(); i++) {
      int blocks = (int) Math.max(1, Math.round(STACK_LAYERS / (layers * stages[i])));
      rows.add(row(subNet, schemes.get(i), blocks, accuracies[printed[i]]));
    }
  }

  private static Row row(String subNet, String scheme, int blocks, double accuracy) {
    Network network =
        Network.builder()
            .setClasses(CLASSES)
            .setWidths(WIDTH)
            .setBlocks(blocks)
            .setStack(NamedStacks.get(subNet + "-" + scheme))
            .build();
    try (NDManager manager = Engines.start().newBaseManager()) {
      network.initialize(manager, DataType.FLOAT32, IMAGE);
      return new Row(
          subNet,
          scheme,
          blocks,
          NetworkSize.layers(network),
          NetworkSize.parameters(network),
          NetworkSize.multiplyAdds(network, IMAGE),
          accuracy);
    }
  }
}
