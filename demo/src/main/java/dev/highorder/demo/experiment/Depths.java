package dev.highorder.demo.experiment;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.engine.ProcessMemory;
import dev.highorder.network.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The cost of RK4 networks of up to a thousand layers: building and one training step. */
public final class Depths {

  private static final int WIDTH = 16;
  private static final int BATCH = 8;

  private Depths() {}

  /**
   * A network; times in milliseconds.
   *
   * @param build the time to create the blocks
   * @param initialise the time to create the parameters
   * @param step the time of the second training step, with batch size 8
   * @param peakMegabytes the peak of the resident memory of the process so far, in 10^6 bytes; 0
   *     where the system does not report it
   */
  public record Row(
      int blocks,
      int layers,
      long parameters,
      double build,
      double initialise,
      double step,
      double peakMegabytes) {}

  /** Builds and trains each network for two steps. */
  public static List<Row> rows() throws IOException {
    row(1); // loads classes and libraries
    List<Row> rows = new ArrayList<>();
    for (int blocks : List.of(7, 31, 62, 125)) {
      rows.add(row(blocks));
    }
    return rows;
  }

  private static Row row(int blocks) throws IOException {
    Engine engine = Engines.start();
    long start = System.nanoTime();
    Network network =
        Network.builder()
            .setClasses(10)
            .setWidths(WIDTH)
            .setBlocks(blocks)
            .setStack(NamedStacks.get("vgg-rk4"))
            .build();
    double build = millisSince(start);
    try (Model model = Model.newInstance("depths", engine.getEngineName())) {
      model.setBlock(network);
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
              .optOptimizer(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.01f)).build());
      try (Trainer trainer = model.newTrainer(config)) {
        start = System.nanoTime();
        trainer.initialize(new Shape(1, 3, 32, 32));
        double initialise = millisSince(start);
        step(trainer);
        start = System.nanoTime();
        step(trainer);
        double step = millisSince(start);
        return new Row(
            blocks,
            NetworkSize.layers(network),
            NetworkSize.parameters(network),
            build,
            initialise,
            step,
            ProcessMemory.peakBytes().orElse(0) / 1e6);
      }
    }
  }

  private static void step(Trainer trainer) {
    try (NDManager manager = trainer.getManager().newSubManager()) {
      NDArray x = manager.randomNormal(new Shape(BATCH, 3, 32, 32));
      NDList labels = new NDList(manager.zeros(new Shape(BATCH)));
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDArray loss = trainer.getLoss().evaluate(labels, trainer.forward(new NDList(x), labels));
        collector.backward(loss);
      }
      trainer.step();
      trainer.getModel().getBlock().getParameters().values().get(0).getArray().sum().getFloat();
    }
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
