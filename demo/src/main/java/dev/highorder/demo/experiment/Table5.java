package dev.highorder.demo.experiment;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.engine.ProcessMemory;
import dev.highorder.network.Network;
import java.util.List;

/**
 * The fifteen networks of the paper's Table 5, which have 64 channels and 142 to 1002 layers: their
 * sizes next to the paper's, and what a training step of each costs.
 */
public final class Table5 {

  private static final int CLASSES = 10;
  private static final int WIDTH = 64;
  private static final Shape IMAGES = new Shape(2, 3, 32, 32);

  private Table5() {}

  /** A row as the paper prints it; accuracy in percent, step sizes as in "+5". */
  private record Printed(
      String scheme, int blocks, int layers, double millions, int stepSizes, double accuracy) {}

  private static final List<Printed> PAPER =
      List.of(
          new Printed("euler", 72, 146, 5.40, 0, 94.76),
          new Printed("midpoint", 36, 146, 5.40, 0, 95.17),
          new Printed("rk4", 18, 146, 5.40, 0, 95.42),
          new Printed("verner8", 5, 142, 5.26, 0, 95.57),
          new Printed("verner8-adaptive", 5, 142, 5.26, 5, 95.71),
          new Printed("euler", 96, 194, 7.18, 0, 94.93),
          new Printed("midpoint", 48, 194, 7.18, 0, 95.28),
          new Printed("rk4", 24, 194, 7.18, 0, 95.79),
          new Printed("verner8", 7, 198, 7.32, 0, 95.97),
          new Printed("verner8-adaptive", 7, 198, 7.32, 7, 96.06),
          new Printed("euler", 500, 1002, 36.89, 0, 94.53),
          new Printed("midpoint", 250, 1002, 36.89, 0, 94.87),
          new Printed("rk4", 125, 1002, 36.89, 0, 95.59),
          // The paper writes 28 blocks and 28 step sizes, but its 982 layers are 35 blocks.
          new Printed("verner8", 35, 982, 36.16, 0, 95.82),
          new Printed("verner8-adaptive", 35, 982, 36.16, 28, 95.91));

  /** The largest number of layers in the table. */
  public static final int MAX_LAYERS = 1002;

  /**
   * A network; times in milliseconds.
   *
   * @param layers the convolutions and linear layers from input to output
   * @param parameters the trained values
   * @param paperLayers the paper's number of layers
   * @param paperMillions the paper's parameters in millions, without step sizes
   * @param paperStepSizes the trained step sizes that the paper adds to them, as in "+5"
   * @param paperAccuracy the paper's accuracy in percent; this network is not trained
   * @param step the time of a training step on two images, the first one
   * @param loss the loss of that step
   * @param peakMegabytes the peak of the resident memory of the process so far, in 10^6 bytes; 0
   *     where the system does not report it
   */
  public record Row(
      String model,
      int layers,
      long parameters,
      int paperLayers,
      double paperMillions,
      int paperStepSizes,
      double paperAccuracy,
      double step,
      double loss,
      double peakMegabytes) {}

  /**
   * Builds and counts the networks, and trains each for one step.
   *
   * @param maxLayers leaves out the networks that have more layers in the paper; at most {@link
   *     #MAX_LAYERS} matter
   */
  public static List<Row> rows(int maxLayers) {
    return PAPER.stream().filter(row -> row.layers() <= maxLayers).map(Table5::row).toList();
  }

  private static Row row(Printed paper) {
    Network network =
        Network.builder()
            .setClasses(CLASSES)
            .setWidths(WIDTH)
            .setBlocks(paper.blocks())
            .setStack(NamedStacks.get("vgg-" + paper.scheme()))
            .build();
    try (Model model = Model.newInstance("table5", Engines.start().getEngineName());
        SingleStep step = new SingleStep(model, network, IMAGES)) {
      long start = System.nanoTime();
      double loss = step.take();
      return new Row(
          paper.scheme() + " x" + paper.blocks(),
          NetworkSize.layers(network),
          NetworkSize.parameters(network),
          paper.layers(),
          paper.millions(),
          paper.stepSizes(),
          paper.accuracy(),
          (System.nanoTime() - start) / 1e6,
          loss,
          ProcessMemory.peakBytes().orElse(0) / 1e6);
    }
  }
}
