package dev.highorder.training;

import static dev.highorder.training.ColourTraining.IMAGES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.dataset.Batch;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.engine.Engines;
import dev.highorder.input.InputFormat;
import dev.highorder.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchNormRecalibrationTest {

  private static final int CHANNELS = 3;
  private static final int PLANE = 8 * 8;
  private static final float EPSILON = 1e-5f;

  private final NDManager manager = Engines.start().newBaseManager();
  private final InputFormat format = IMAGES.measuredFormat();

  @AfterEach
  void close() {
    manager.close();
  }

  private <B extends Block> B initialised(B block) {
    block.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(format.shape()));
    return block;
  }

  /** A normalisation of the input, a 1x1 convolution, and a normalisation of its output. */
  private static SequentialBlock twoNormalisations() {
    return new SequentialBlock()
        .add(BatchNorm.builder().optMomentum(0.9f).optEpsilon(EPSILON).build())
        .add(
            Conv2d.builder()
                .setKernelShape(new Shape(1, 1))
                .setFilters(CHANNELS)
                .optBias(false)
                .build())
        .add(BatchNorm.builder().optMomentum(0.6f).build());
  }

  private static List<float[]> values(Block block, boolean statistics) {
    return block.getParameters().values().stream()
        .filter(parameter -> TrainingStep.isStatistic(parameter.getType()) == statistics)
        .map(parameter -> parameter.getArray().toFloatArray())
        .toList();
  }

  /** Means and variances of each channel, from {@code (batch, channels, plane)}. */
  private static double[][] moments(double[] x, int images) {
    double[][] moments = new double[2][CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < images; i++) {
        for (int p = 0; p < PLANE; p++) {
          double value = x[(i * CHANNELS + c) * PLANE + p];
          sum += value;
          squares += value * value;
        }
      }
      int count = images * PLANE;
      moments[0][c] = sum / count;
      moments[1][c] = squares / count - moments[0][c] * moments[0][c];
    }
    return moments;
  }

  private static double[] normalisedAndMixed(
      double[] x, double[][] moments, float[] weights, int images) {
    double[] y = new double[x.length];
    for (int i = 0; i < images; i++) {
      for (int p = 0; p < PLANE; p++) {
        for (int out = 0; out < CHANNELS; out++) {
          for (int in = 0; in < CHANNELS; in++) {
            double normalised =
                (x[(i * CHANNELS + in) * PLANE + p] - moments[0][in])
                    / Math.sqrt(moments[1][in] + EPSILON);
            y[(i * CHANNELS + out) * PLANE + p] += weights[out * CHANNELS + in] * normalised;
          }
        }
      }
    }
    return y;
  }

  private List<double[]> expected(SequentialBlock network, int count, int batchSize, long seed) {
    float[] weights =
        network
            .getChildren()
            .values()
            .get(1)
            .getParameters()
            .get(0)
            .getValue()
            .getArray()
            .toFloatArray();
    ExampleDataset dataset =
        ExampleDataset.builder()
            .setExamples(IMAGES)
            .setFormat(format)
            .optBatchSize(batchSize)
            .optShuffle(seed)
            .build();
    List<double[]> sums = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      sums.add(new double[CHANNELS]);
    }
    int seen = 0;
    for (Batch batch : dataset.batches(manager, 0, 0)) {
      if (seen++ == count) {
        break;
      }
      float[] floats = batch.getData().singletonOrThrow().toFloatArray();
      double[] x = new double[floats.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = floats[i];
      }
      double[][] first = moments(x, batchSize);
      double[][] second = moments(normalisedAndMixed(x, first, weights, batchSize), batchSize);
      double[][] all = {first[0], first[1], second[0], second[1]};
      for (int i = 0; i < all.length; i++) {
        for (int c = 0; c < CHANNELS; c++) {
          sums.get(i)[c] += all[i][c] / count;
        }
      }
    }
    return sums;
  }

  /** MXNet's variance of a batch is that of its values: no one is subtracted from their number. */
  @Test
  void statisticsAreExactMeansOverBatches() {
    SequentialBlock network = initialised(twoNormalisations());
    List<float[]> learned = values(network, false);
    int used = new BatchNormRecalibration(70, 16, 5).apply(network, manager, IMAGES, format);

    assertEquals(64, used, "full batches only");
    List<double[]> expected = expected(network, 4, 16, 5);
    List<float[]> actual = values(network, true);
    assertEquals(4, actual.size());
    for (int i = 0; i < 4; i++) {
      for (int c = 0; c < CHANNELS; c++) {
        double right = expected.get(i)[c];
        assertEquals(right, actual.get(i)[c], 1e-5 * (1 + Math.abs(right)), i + ", " + c);
      }
    }
    assertEqual(learned, values(network, false));
  }

  @Test
  void sameSeedSameStatistics() {
    Network network = initialised(ColourTraining.network());
    List<float[]> before = values(network, true);
    List<float[]> first = after(network, 3);
    List<float[]> again = after(network, 3);
    List<float[]> other = after(network, 4);

    assertEqual(first, again);
    assertFalse(Arrays.equals(first.get(0), before.get(0)));
    assertFalse(Arrays.equals(first.get(0), other.get(0)));
  }

  private List<float[]> after(Block network, long seed) {
    new BatchNormRecalibration(32, 8, seed).apply(network, manager, IMAGES, format);
    return values(network, true);
  }

  @Test
  void moreExamplesThanThereAreAreAll() {
    SequentialBlock network = initialised(twoNormalisations());
    assertEquals(
        IMAGES.size(),
        new BatchNormRecalibration(4000, 200, 1).apply(network, manager, IMAGES, format));
  }

  @Test
  void refusesNetworksWithoutBatchNormalisation() {
    Block network = initialised(ColourTraining.plainNetwork());
    BatchNormRecalibration recalibration = new BatchNormRecalibration(16, 16, 1);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> recalibration.apply(network, manager, IMAGES, format))
            .getMessage();
    assertTrue(message.contains("no batch normalisation"), message);
  }

  @Test
  void nothingChangesIfStatisticsAreNotFinite() {
    SequentialBlock network = initialised(twoNormalisations());
    Parameter weights = network.getChildren().values().get(1).getParameters().get(0).getValue();
    float[] infinite = weights.getArray().toFloatArray();
    infinite[0] = Float.POSITIVE_INFINITY;
    weights.getArray().set(infinite);
    List<float[]> before = values(network, true);
    BatchNormRecalibration recalibration = new BatchNormRecalibration(16, 16, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> recalibration.apply(network, manager, IMAGES, format));
    assertEqual(before, values(network, true));
  }

  private static void assertEqual(List<float[]> expected, List<float[]> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i));
    }
  }
}
