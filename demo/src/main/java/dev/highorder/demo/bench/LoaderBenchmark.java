package dev.highorder.demo.bench;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import dev.highorder.augmentation.Augmentation;
import dev.highorder.dataset.BatchQueue;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.storage.StorageException;
import dev.highorder.training.FitLoop;
import dev.highorder.training.state.EpochResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * What augmentation costs a training: images learned from in a second, and the share of time that
 * training waits for images, with different augmentations taking turns.
 */
public final class LoaderBenchmark {

  private static final List<String> AUGMENTATIONS =
      List.of("none", "crop,flip", "autoaugment", "crop,flip,autoaugment,cutout", "randaugment");
  private static final List<Integer> WIDTHS = List.of(8, 32);
  private static final int IMAGES = 2000;
  private static final int HELD_OUT = 10;

  private final int rounds;
  private final Consumer<String> progress;

  /**
   * A line of the result; medians.
   *
   * @param width the channels of the network, one RK4 block of two-layer sub-nets
   * @param loaderOnly images prepared in a second while nothing trains
   * @param trained images learned from in a second
   * @param waiting the share of that time spent waiting for images, from 0 to 1
   */
  public record Row(
      int width, String augmentation, double loaderOnly, double trained, double waiting) {}

  /** Creates a benchmark of so many rounds, at least 1. */
  public LoaderBenchmark(int rounds, Consumer<String> progress) {
    if (rounds < 1) {
      throw new IllegalArgumentException("A benchmark has at least 1 round, not " + rounds);
    }
    this.rounds = rounds;
    this.progress = progress;
  }

  /** Measures every width with every augmentation. */
  public List<Row> run() throws StorageException {
    Engine engine = Engines.start();
    LabelledImages images = new DrawnShapes(1).draw(DataSplit.TRAIN, IMAGES);
    List<Row> rows = new ArrayList<>();
    for (int width : WIDTHS) {
      train(engine, images, width, "none"); // warms up
      Map<String, List<Row>> measured = new LinkedHashMap<>();
      for (int round = 1; round <= rounds; round++) {
        for (String augmentation : AUGMENTATIONS) {
          progress.accept(
              "width %d, %s, round %d of %d".formatted(width, augmentation, round, rounds));
          EpochResult.Resources used = train(engine, images, width, augmentation);
          measured
              .computeIfAbsent(augmentation, key -> new ArrayList<>())
              .add(
                  new Row(
                      width,
                      augmentation,
                      load(engine, images, augmentation),
                      used.examplesPerSecond(),
                      used.waiting()));
        }
      }
      measured.values().forEach(of -> rows.add(median(of)));
    }
    return rows;
  }

  private static Row median(List<Row> rows) {
    return new Row(
        rows.get(0).width(),
        rows.get(0).augmentation(),
        median(rows, Row::loaderOnly),
        median(rows, Row::trained),
        median(rows, Row::waiting));
  }

  private static double median(List<Row> rows, ToDoubleFunction<Row> value) {
    return rows.stream().mapToDouble(value).sorted().toArray()[rows.size() / 2];
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
          .fit(model, images, images.first(HELD_OUT))
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
