package dev.highorder.demo.bench;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import dev.highorder.augmentation.Augmentation;
import dev.highorder.dataset.BatchQueue;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.demo.bench.harness.Comparison;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.storage.StorageException;
import dev.highorder.training.FitLoop;
import dev.highorder.training.state.EpochResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The cost of augmentation: the images that a training run processes per second, and the share of
 * time that it waits for them.
 */
public final class LoaderBenchmark {

  private static final String NONE = "none";
  private static final List<String> AUGMENTATIONS =
      List.of(NONE, "crop,flip", "autoaugment", "crop,flip,autoaugment,cutout", "randaugment");
  private static final List<Integer> WIDTHS = List.of(8, 32);
  private static final int IMAGES = 2000;
  private static final int VALIDATION_IMAGES = 10;

  private final int rounds;
  private final Consumer<String> progress;

  /**
   * A row of the result; medians.
   *
   * @param width the channels of the network, one RK4 block of two-layer sub-nets
   * @param loaderOnly the images prepared per second while nothing trains
   * @param trained the images per second of training
   * @param ofNone those relative to training without augmentation
   * @param waiting the share of the time spent waiting for images, from 0 to 1
   */
  public record Row(
      int width,
      String augmentation,
      double loaderOnly,
      double trained,
      double ofNone,
      double waiting) {}

  /** One measurement. */
  private record Speed(double loaderOnly, double trained, double waiting) {}

  /**
   * Creates a benchmark.
   *
   * @param rounds how often each augmentation is measured, at least once
   * @param progress receives a line before each measurement
   */
  public LoaderBenchmark(int rounds, Consumer<String> progress) {
    this.rounds = rounds;
    this.progress = progress;
  }

  /** Measures every width with every augmentation. */
  public List<Row> run() throws IOException, InterruptedException {
    Engine engine = Engines.start();
    LabelledImages images = new DrawnShapes(1).draw(DataSplit.TRAIN, IMAGES);
    List<Row> rows = new ArrayList<>();
    for (int width : WIDTHS) {
      train(engine, images, width, NONE); // warms up
      Comparison<String, Speed> comparison =
          new Comparison<String, Speed>(
                  rounds, augmentation -> measure(engine, images, width, augmentation))
              .optProgress(line -> progress.accept("width %s, %s".formatted(width, line)))
              .run(AUGMENTATIONS);
      for (String augmentation : AUGMENTATIONS) {
        rows.add(
            new Row(
                width,
                augmentation,
                comparison.median(augmentation, Speed::loaderOnly),
                comparison.median(augmentation, Speed::trained),
                comparison.ratio(augmentation, NONE, Speed::trained),
                comparison.median(augmentation, Speed::waiting)));
      }
    }
    return rows;
  }

  private static Speed measure(Engine engine, LabelledImages images, int width, String augmentation)
      throws StorageException {
    EpochResult.Resources used = train(engine, images, width, augmentation);
    return new Speed(load(engine, images, augmentation), used.examplesPerSecond(), used.waiting());
  }

  private static EpochResult.Resources train(
      Engine engine, LabelledImages images, int width, String augmentation)
      throws StorageException {
    Network network =
        Network.builder()
            .setClasses(images.classes().size())
            .setWidths(width)
            .setBlocks(1)
            .setStack(NamedStacks.get("vgg-rk4"))
            .build();
    TrainingRecipe recipe =
        TrainingRecipe.quick(1).optAugmentation(Augmentation.parseList(augmentation)).build();
    try (Model model = Model.newInstance("bench", engine.getEngineName())) {
      model.setBlock(network);
      return FitLoop.builder()
          .setRecipe(recipe)
          .build()
          .fit(model, images, images.first(VALIDATION_IMAGES))
          .result()
          .resources();
    }
  }

  private static double load(Engine engine, LabelledImages images, String augmentation) {
    ExampleDataset dataset =
        ExampleDataset.builder()
            .setExamples(images)
            .setFormat(images.measuredFormat())
            .optAugmentation(Augmentation.parseList(augmentation), 1)
            .build();
    try (NDManager manager = engine.newBaseManager();
        BatchQueue batches = dataset.prefetch(manager, 0, 0)) {
      long start = System.nanoTime();
      while (batches.hasNext()) {
        batches.next().close();
      }
      return images.size() / ((System.nanoTime() - start) / 1e9);
    }
  }
}
