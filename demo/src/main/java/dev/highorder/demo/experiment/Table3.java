package dev.highorder.demo.experiment;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import java.util.List;

/**
 * The sizes of the models of the paper's Table 3: VGG sub-net, 64 channels, CIFAR-10, ten to 86
 * layers.
 */
public final class Table3 {

  private static final int CLASSES = 10;
  private static final int WIDTH = 64;

  private Table3() {}

  /**
   * A model, with its layers and parameters as counted here and as printed in the paper.
   *
   * @param model the scheme and its blocks, such as {@code rk4 x7}
   * @param layers the convolutions and linear layers from input to output
   * @param parameters the trained values
   * @param paperLayers the paper's number of layers
   * @param paperMillions the paper's parameters in millions, without step sizes
   * @param steps the trained step sizes among the parameters, which the paper writes as "+1"
   */
  public record Row(
      String model,
      int layers,
      long parameters,
      int paperLayers,
      double paperMillions,
      int steps) {}

  /** Builds and counts every model. */
  public static List<Row> rows() {
    return List.of(
        row("euler", 4, 10, 0.30, 0),
        row("midpoint", 2, 10, 0.30, 0),
        row("rk4", 1, 10, 0.30, 0),
        row("euler", 8, 18, 0.59, 0),
        row("midpoint", 4, 18, 0.59, 0),
        row("rk4", 2, 18, 0.59, 0),
        row("euler", 14, 30, 1.03, 0),
        row("midpoint", 7, 30, 1.03, 0),
        row("rk4", 3, 26, 0.89, 0),
        row("euler", 28, 58, 2.07, 0),
        row("midpoint", 14, 58, 2.07, 0),
        row("rk4", 7, 58, 2.07, 0),
        row("euler", 42, 86, 3.01, 0),
        row("midpoint", 21, 86, 3.01, 0),
        row("rk4", 10, 82, 2.87, 0),
        row("verner8", 1, 30, 1.03, 0),
        row("verner8-adaptive", 1, 30, 1.03, 1),
        row("verner8", 2, 58, 2.07, 0),
        row("verner8-adaptive", 2, 58, 2.07, 2),
        row("verner8", 3, 86, 3.01, 0),
        row("verner8-adaptive", 3, 86, 3.01, 3));
  }

  private static Row row(
      String scheme, int blocks, int paperLayers, double paperMillions, int steps) {
    Network network =
        Network.builder()
            .setClasses(CLASSES)
            .setWidths(WIDTH)
            .setBlocks(blocks)
            .setStack(NamedStacks.get("vgg-" + scheme))
            .build();
    try (NDManager manager = Engines.start().newBaseManager()) {
      network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
      return new Row(
          scheme + " x" + blocks,
          NetworkSize.layers(network),
          NetworkSize.parameters(network),
          paperLayers,
          paperMillions,
          steps);
    }
  }
}
