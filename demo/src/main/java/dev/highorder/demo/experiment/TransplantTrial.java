package dev.highorder.demo.experiment;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.input.ImageFormat;
import dev.highorder.network.Network;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.StorageException;
import dev.highorder.training.BatchNormRecalibration;
import dev.highorder.training.FitLoop;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The value of trained parameters for another scheme, measured with one seed: networks are trained,
 * and their parameters are copied to networks of other schemes, which are evaluated, recalibrated
 * and trained for one more epoch. All have two stacks of four sub-nets with 8 and 16 channels.
 */
final class TransplantTrial {

  private static final int[] WIDTHS = {8, 16};
  private static final int BATCH = 64;
  private static final int SUB_NETS = 4;
  private static final float DONOR_RATE = 0.1f;
  private static final float TUNING_RATE = 0.02f;
  private static final int RECALIBRATION = 2000;

  private final Engine engine;
  private final LabelledImages training;
  private final LabelledImages test;
  private final ImageFormat format;
  private final int epochs;
  private final long seed;
  private final List<Result> results = new ArrayList<>();

  /** The accuracy of each network after an epoch from new parameters. */
  private final Map<Net, Double> fromScratch = new EnumMap<>(Net.class);

  /**
   * The accuracies of a network with the parameters of another, on the test set, from 0 to 1.
   *
   * @param from the network that the parameters come from
   * @param to the network that gets them, with the blocks of a stack
   * @param donor before they were copied
   * @param atOnce after they were copied
   * @param recalibrated with new statistics of batch normalisation
   * @param trained after one epoch, begun without new statistics
   * @param recalibratedAndTrained after one epoch, begun with new statistics
   * @param fromScratch of new parameters after one epoch, the control
   */
  record Result(
      String from,
      String to,
      double donor,
      double atOnce,
      double recalibrated,
      double trained,
      double recalibratedAndTrained,
      double fromScratch) {}

  /** A network, and the number of stages of a block. */
  private enum Net {
    EULER("vgg-euler", 1),
    MIDPOINT("vgg-midpoint", 2),
    MIDPOINT_SAME_TIME("vgg-midpoint-h2", 2),
    RK4("vgg-rk4", 4),
    RK4_SAME_TIME("vgg-rk4-h4", 4);

    private final String stack;
    private final int stages;

    Net(String stack, int stages) {
      this.stack = stack;
      this.stages = stages;
    }

    String title() {
      return "%s x%s".formatted(stack, SUB_NETS / stages);
    }
  }

  /** Work with a network that lives no longer. */
  @FunctionalInterface
  private interface Work {
    void with(Model model, Network network) throws StorageException;
  }

  private TransplantTrial(
      Engine engine, LabelledImages training, LabelledImages test, int epochs, long seed) {
    this.engine = engine;
    this.training = training;
    this.test = test;
    this.epochs = epochs;
    this.seed = seed;
    format = training.measuredFormat();
  }

  /**
   * Trains and measures all networks.
   *
   * @param epochs the epochs of the networks that are copied
   * @param seed of initial weights, order of the images, and images that recalibrate; networks with
   *     the same seed can be compared in pairs
   * @return the results, in an order that does not depend on the seed
   */
  static List<Result> run(
      Engine engine, LabelledImages training, LabelledImages test, int epochs, long seed)
      throws StorageException {
    TransplantTrial trial = new TransplantTrial(engine, training, test, epochs, seed);
    for (Net net : Net.values()) {
      trial.run(net, (model, network) -> trial.trainFromScratch(net, model, network));
    }
    trial.transplant(Net.EULER, Net.values());
    trial.transplant(Net.MIDPOINT, Net.EULER);
    trial.transplant(Net.RK4, Net.EULER);
    return trial.results;
  }

  private void trainFromScratch(Net net, Model model, Network network) throws StorageException {
    train(model, 1, DONOR_RATE);
    fromScratch.put(net, accuracy(model, network));
  }

  private void transplant(Net from, Net... receivers) throws StorageException {
    run(
        from,
        (model, donor) -> {
          train(model, epochs, DONOR_RATE);
          double accuracy = accuracy(model, donor);
          for (Net to : receivers) {
            add(from.title(), donor, accuracy, to);
          }
        });
  }

  private void add(String from, Network donor, double before, Net to) throws StorageException {
    double[] plain = new double[2];
    run(
        to,
        (model, network) -> {
          copy(donor, network, model);
          plain[0] = accuracy(model, network);
          train(model, 1, TUNING_RATE);
          plain[1] = accuracy(model, network);
        });
    run(
        to,
        (model, network) -> {
          copy(donor, network, model);
          new BatchNormRecalibration(RECALIBRATION, BATCH, seed)
              .apply(network, model.getNDManager(), training, format);
          double recalibrated = accuracy(model, network);
          train(model, 1, TUNING_RATE);
          double tuned = accuracy(model, network);
          results.add(
              new Result(
                  from,
                  to.title(),
                  before,
                  plain[0],
                  recalibrated,
                  plain[1],
                  tuned,
                  fromScratch.get(to)));
          if (to == Net.RK4 || to == Net.RK4_SAME_TIME) {
            add(to.title() + ", tuned", network, tuned, Net.EULER);
          }
        });
  }

  private void run(Net net, Work work) throws StorageException {
    Network network =
        Network.builder()
            .setClasses(training.classes().size())
            .setWidths(WIDTHS)
            .setBlocks(SUB_NETS / net.stages)
            .setStack(NamedStacks.get(net.stack))
            .build();
    try (Model model = Model.newInstance(net.stack, engine.getEngineName())) {
      model.setBlock(network);
      work.with(model, network);
    }
  }

  private void copy(Network donor, Network network, Model model) {
    network.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1).addAll(format.shape()));
    network.transplant(donor);
  }

  private void train(Model model, int count, float rate) throws StorageException {
    TrainingRecipe recipe =
        TrainingRecipe.quick(count)
            .optBatchSize(BATCH)
            .optLearningRate(LearningRate.cosine(rate))
            .optSeed(seed)
            .build();
    FitLoop.builder().setRecipe(recipe).build().fit(model, training, test, format);
  }

  private double accuracy(Model model, Network network) {
    ExampleDataset dataset =
        ExampleDataset.builder().setExamples(test).setFormat(format).optBatchSize(BATCH).build();
    return Evaluation.of(network, model.getNDManager(), dataset).accuracy();
  }
}
