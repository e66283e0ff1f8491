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
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The value of trained parameters for another scheme: a network is trained by Euler's, and its
 * parameters are copied to networks of other schemes, which are evaluated, recalibrated and trained
 * for one more epoch. All have two stacks of four sub-nets with 8 and 16 channels.
 */
public final class TransplantTable {

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
  private final Consumer<String> progress;
  private final List<Row> rows = new ArrayList<>();

  /**
   * A network with the parameters of another; accuracies on the test set, from 0 to 1.
   *
   * @param from the network that the parameters come from
   * @param to the network that gets them, with the blocks of a stack
   * @param donor the accuracy they had
   * @param atOnce the accuracy after they were copied
   * @param recalibrated the accuracy with new statistics of batch normalisation
   * @param trained the accuracy after one epoch, begun without new statistics
   * @param recalibratedAndTrained the accuracy after one epoch, begun with new statistics
   * @param fromScratch the accuracy of new parameters after one epoch, the control
   */
  public record Row(
      String from,
      String to,
      double donor,
      double atOnce,
      double recalibrated,
      double trained,
      double recalibratedAndTrained,
      double fromScratch) {}

  /** A network that gets parameters, and the number of stages of a block. */
  private enum Receiver {
    EULER("vgg-euler", 1),
    MIDPOINT("vgg-midpoint", 2),
    MIDPOINT_SAME_TIME("vgg-midpoint-h2", 2),
    RK4("vgg-rk4", 4),
    RK4_SAME_TIME("vgg-rk4-h4", 4);

    private final String net;
    private final int stages;

    Receiver(String net, int stages) {
      this.net = net;
      this.stages = stages;
    }

    String title() {
      return "%s x%s".formatted(net, SUB_NETS / stages);
    }
  }

  /** Work with a network that lives no longer. */
  @FunctionalInterface
  private interface Work {
    void with(Model model, Network network) throws StorageException;
  }

  private TransplantTable(
      Engine engine, LabelledImages training, LabelledImages test, Consumer<String> progress) {
    this.engine = engine;
    this.training = training;
    this.test = test;
    this.progress = progress;
    format = training.measuredFormat();
  }

  /**
   * Trains and measures all networks, which takes minutes.
   *
   * @param epochs the epochs of the first network
   * @param progress receives a line for each result
   */
  public static List<Row> rows(
      Engine engine,
      LabelledImages training,
      LabelledImages test,
      int epochs,
      Consumer<String> progress)
      throws StorageException {
    TransplantTable table = new TransplantTable(engine, training, test, progress);
    table.fill(epochs);
    return table.rows;
  }

  private void fill(int epochs) throws StorageException {
    run(
        Receiver.EULER,
        (model, donor) -> {
          train(model, epochs, LearningRate.cosine(DONOR_RATE));
          String from = Receiver.EULER.title();
          double accuracy = accuracy(model, donor);
          report("%s, trained for %s epochs".formatted(from, epochs), accuracy);
          for (Receiver receiver : Receiver.values()) {
            add(from, donor, accuracy, receiver);
          }
        });
  }

  private void add(String from, Network donor, double before, Receiver receiver)
      throws StorageException {
    double[] found = new double[5];
    run(
        receiver,
        (model, network) -> {
          train(model, 1, LearningRate.cosine(DONOR_RATE));
          found[4] = accuracy(model, network);
        });
    run(
        receiver,
        (model, network) -> {
          transplant(donor, network, model);
          found[0] = accuracy(model, network);
          train(model, 1, LearningRate.cosine(TUNING_RATE));
          found[2] = accuracy(model, network);
        });
    run(
        receiver,
        (model, network) -> {
          transplant(donor, network, model);
          new BatchNormRecalibration(RECALIBRATION, BATCH, 1)
              .apply(network, model.getNDManager(), training, format);
          found[1] = accuracy(model, network);
          train(model, 1, LearningRate.cosine(TUNING_RATE));
          found[3] = accuracy(model, network);
          rows.add(
              new Row(
                  from,
                  receiver.title(),
                  before,
                  found[0],
                  found[1],
                  found[2],
                  found[3],
                  found[4]));
          report("%s to %s, recalibrated and trained".formatted(from, receiver.title()), found[3]);
          if (receiver == Receiver.RK4 || receiver == Receiver.RK4_SAME_TIME) {
            add(receiver.title() + ", tuned", network, found[3], Receiver.EULER);
          }
        });
  }

  private void run(Receiver receiver, Work work) throws StorageException {
    Network network =
        Network.builder()
            .setClasses(training.classes().size())
            .setWidths(WIDTHS)
            .setBlocks(SUB_NETS / receiver.stages)
            .setStack(NamedStacks.get(receiver.net))
            .build();
    try (Model model = Model.newInstance(receiver.net, engine.getEngineName())) {
      model.setBlock(network);
      work.with(model, network);
    }
  }

  private void transplant(Network donor, Network network, Model model) {
    network.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1).addAll(format.shape()));
    network.transplant(donor);
  }

  private void train(Model model, int epochs, LearningRate rate) throws StorageException {
    TrainingRecipe recipe =
        TrainingRecipe.quick(epochs).optBatchSize(BATCH).optLearningRate(rate).build();
    FitLoop.builder().setRecipe(recipe).build().fit(model, training, test, format);
  }

  private double accuracy(Model model, Network network) {
    ExampleDataset dataset =
        ExampleDataset.builder().setExamples(test).setFormat(format).optBatchSize(BATCH).build();
    return Evaluation.of(network, model.getNDManager(), dataset).accuracy();
  }

  private void report(String what, double accuracy) {
    progress.accept(String.format(Locale.ROOT, "%s: %.2f%%", what, 100 * accuracy));
  }
}
