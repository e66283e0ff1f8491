package dev.highorder.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.training.dataset.Batch;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.engine.Engines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a network is right and where it is wrong, class by class.
 *
 * @param overall images, loss and accuracy
 * @param topFive the share of images whose class is among the five most probable, from 0 to 1
 * @param calibrationError how far probabilities are from being frequencies: the mean over images of
 *     the difference between the accuracy and the probability of the prediction, in {@value
 *     RunningMetrics#BINS} bins of equal width (Guo et al. 2017, equation 3); 0 is best
 * @param classes the score of each class, in the order of labels
 * @param confusion for each true class how many images were taken for which class
 */
public record ClassificationReport(
    Evaluation overall,
    double topFive,
    double calibrationError,
    List<ClassScore> classes,
    List<List<Integer>> confusion) {

  /**
   * How well one class is told from the others.
   *
   * @param name the class
   * @param images how many show it
   * @param precision the share of predictions of this class that are right; 0 if there are none
   * @param recall the share of its images that are recognised; 0 if there are none
   */
  public record ClassScore(String name, int images, double precision, double recall) {

    /** Returns the harmonic mean of precision and recall; 0 if both are. */
    public double f1() {
      return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }
  }

  /**
   * Runs a network over a data set, batch by batch, without changing it.
   *
   * @param network from {@code (batch, 3, height, width)} to logits {@code (batch, classes)}
   * @param manager what the network's parameters belong to
   * @param dataset the examples
   */
  public static ClassificationReport of(Block network, NDManager manager, ExampleDataset dataset) {
    Evaluation.RunningMetrics sums = new Evaluation.RunningMetrics();
    RunningMetrics metrics = new RunningMetrics(dataset.examples().classes());
    String engine = manager.getEngine().getEngineName();
    try (NDManager scope = manager.newSubManager()) {
      ParameterStore parameters = new ParameterStore(scope, false);
      for (Batch batch : dataset.batches(scope, 0, 0)) {
        Engines.inTurn(engine, () -> add(network, parameters, batch, sums, metrics));
      }
    }
    return metrics.report(sums.result());
  }

  private static void add(
      Block network,
      ParameterStore parameters,
      Batch batch,
      Evaluation.RunningMetrics sums,
      RunningMetrics metrics) {
    try (batch) {
      NDList outputs = network.forward(parameters, batch.getData(), false);
      NDArray logits = outputs.singletonOrThrow();
      NDArray labels = batch.getLabels().singletonOrThrow();
      sums.add(logits, labels);
      try (NDArray probabilities = logits.softmax(1);
          NDArray integers = labels.toType(DataType.INT64, true)) {
        metrics.add(probabilities.toFloatArray(), integers.toLongArray());
      }
    }
  }

  /** Counts predictions. */
  static final class RunningMetrics {

    /** The bins of the calibration error. */
    static final int BINS = 15;

    private static final int TOP = 5;

    private final List<String> classes;
    private final int[][] confusion;
    private final int[] inBin = new int[BINS];
    private final int[] rightInBin = new int[BINS];
    private final double[] probabilityInBin = new double[BINS];
    private int inTop;

    RunningMetrics(List<String> classes) {
      this.classes = classes;
      confusion = new int[classes.size()][classes.size()];
    }

    /**
     * Adds a batch.
     *
     * @param probabilities those of all classes, image by image
     * @param labels the true class of each image
     */
    void add(float[] probabilities, long[] labels) {
      int count = classes.size();
      for (int i = 0; i < labels.length; i++) {
        int label = (int) labels[i];
        float[] row = Arrays.copyOfRange(probabilities, i * count, (i + 1) * count);
        int predicted =
            IntStream.range(0, count).reduce((a, b) -> row[b] > row[a] ? b : a).orElseThrow();
        long better = IntStream.range(0, count).filter(c -> row[c] > row[label]).count();
        confusion[label][predicted]++;
        inTop += better < TOP ? 1 : 0;
        int bin = Math.min(BINS - 1, (int) (row[predicted] * BINS));
        inBin[bin]++;
        rightInBin[bin] += predicted == label ? 1 : 0;
        probabilityInBin[bin] += row[predicted];
      }
    }

    ClassificationReport report(Evaluation overall) {
      int images = Math.max(1, Arrays.stream(inBin).sum());
      double error =
          IntStream.range(0, BINS)
              .mapToDouble(bin -> Math.abs(rightInBin[bin] - probabilityInBin[bin]))
              .sum();
      List<ClassScore> scores = new ArrayList<>();
      for (int c = 0; c < confusion.length; c++) {
        int label = c;
        int shown = Arrays.stream(confusion[c]).sum();
        int predicted = Arrays.stream(confusion).mapToInt(row -> row[label]).sum();
        int right = confusion[c][c];
        scores.add(
            new ClassScore(
                classes.get(c),
                shown,
                (double) right / Math.max(1, predicted),
                (double) right / Math.max(1, shown)));
      }
      return new ClassificationReport(
          overall,
          (double) inTop / images,
          error / images,
          scores,
          Arrays.stream(confusion).map(row -> Arrays.stream(row).boxed().toList()).toList());
    }
  }
}
