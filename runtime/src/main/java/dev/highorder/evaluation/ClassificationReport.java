package dev.highorder.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.training.dataset.Batch;
import dev.highorder.backend.InferenceSession;
import dev.highorder.dataset.ExampleDataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A detailed evaluation of a classifier: scores for each class, confusion matrix and calibration.
 *
 * @param overall loss and accuracy
 * @param topFive the fraction of examples whose class is among the five most probable, from 0 to 1
 * @param calibrationError the expected calibration error with {@value PredictionCounts#BINS} bins
 *     of equal width (Guo et al. 2017, equation 3): the mean difference between accuracy and
 *     predicted probability, from 0, the best, to 1
 * @param classes the scores of each class, in the order of labels
 * @param confusion the confusion matrix: for each true class the number of examples by predicted
 *     class
 */
public record ClassificationReport(
    Evaluation overall,
    double topFive,
    double calibrationError,
    List<ClassScore> classes,
    List<List<Integer>> confusion) {

  /**
   * The scores of one class.
   *
   * @param name the name of the class
   * @param examples the number of examples of this class
   * @param precision the fraction of predictions of this class that are right; 0 if there are none
   * @param recall the fraction of examples of this class that are predicted; 0 if there are none
   */
  public record ClassScore(String name, int examples, double precision, double recall) {

    /** Returns the F1 score, the harmonic mean of precision and recall; 0 if both are 0. */
    public double f1() {
      return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }
  }

  /**
   * Returns the mean recall of the classes that have examples: the accuracy if all classes were of
   * the same size.
   */
  public double balancedAccuracy() {
    return classes.stream()
        .filter(score -> score.examples() > 0)
        .mapToDouble(ClassScore::recall)
        .average()
        .orElse(0);
  }

  /**
   * Evaluates a network on a data set, batch by batch. The network is not changed.
   *
   * @param network a block from a batch of examples, such as {@code (batch, 3, height, width)}, to
   *     logits {@code (batch, classes)}
   * @param manager the manager of the network's parameters
   * @param dataset the examples and their classes
   */
  public static ClassificationReport of(Block network, NDManager manager, ExampleDataset dataset) {
    PredictionCounts counts = new PredictionCounts(dataset.examples().classes());
    Evaluation overall =
        Evaluation.of(
            network,
            manager,
            new ParameterStore(manager, false),
            dataset,
            (batch, logits) -> add(batch, logits.singletonOrThrow(), counts));
    return counts.report(overall);
  }

  /**
   * Evaluates a network that runs outside of DJL on a data set, batch by batch.
   *
   * @param session computes the logits
   * @param dataset the examples and their classes
   */
  public static ClassificationReport of(InferenceSession session, ExampleDataset dataset) {
    return new SessionEvaluation(session, dataset).report();
  }

  private static void add(Batch batch, NDArray logits, PredictionCounts counts) {
    try (NDArray probabilities = logits.softmax(1);
        NDArray labels = batch.getLabels().singletonOrThrow().toType(DataType.INT64, true)) {
      counts.add(probabilities.toFloatArray(), labels.toLongArray());
    }
  }

  /** Counts of predictions, added up over batches. */
  static final class PredictionCounts {

    /** The number of bins of the calibration error. */
    static final int BINS = 15;

    private static final int TOP = 5;

    private final List<String> classes;
    private final int[][] confusion;
    private final int[] inBin = new int[BINS];
    private final int[] rightInBin = new int[BINS];
    private final double[] probabilityInBin = new double[BINS];
    private int inTop;

    PredictionCounts(List<String> classes) {
      this.classes = classes;
      confusion = new int[classes.size()][classes.size()];
    }

    /**
     * Adds a batch.
     *
     * @param probabilities {@code (batch, classes)}, in row-major order
     * @param labels {@code (batch)}, the true classes
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
      int examples = Math.max(1, Arrays.stream(inBin).sum());
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
          (double) inTop / examples,
          error / examples,
          scores,
          Arrays.stream(confusion).map(row -> Arrays.stream(row).boxed().toList()).toList());
    }
  }
}
