package dev.highorder.export;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.highorder.artifact.ExportRecord;
import dev.highorder.artifact.ExportRecord.Proof;
import dev.highorder.artifact.ExportRecord.Run;
import dev.highorder.backend.Backend;
import dev.highorder.dataset.ExampleEncoder;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.engine.Engines;
import dev.highorder.export.ProofProcess.Batches;
import dev.highorder.input.ImageFormat;
import dev.highorder.input.InputFormat;
import dev.highorder.network.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The examples of a proof, and what the saved classifier computes for them on MXNet, operator by
 * operator.
 */
final class ProofExamples {

  /** The most examples of a test set that are used. */
  static final int MAX_OF_TEST_SET = 1000;

  private static final long SEED = 1;
  private static final int LEVELS = 256;

  private final InputFormat format;
  private final ExampleSet testSet;
  private final int largestBatch;
  private final Network network;
  private final NDManager manager;
  private final Backend backend;

  /**
   * Takes a network.
   *
   * @param testSet null for random examples only
   */
  ProofExamples(
      InputFormat format,
      ExampleSet testSet,
      int largestBatch,
      Network network,
      NDManager manager) {
    this.format = format;
    this.testSet = testSet;
    this.largestBatch = largestBatch;
    this.network = network;
    this.manager = manager;
    backend = Engines.backend(manager.getEngine());
  }

  /**
   * Runs the files of an exported network in a process of their own, and compares.
   *
   * @param folder where the files are
   * @param draft the record of the export, without a proof
   */
  Proof of(Path folder, ExportRecord draft) throws IOException {
    List<Batches> all = new ArrayList<>();
    for (int batch : IntStream.of(1, 2, largestBatch).distinct().toArray()) {
      all.add(new Batches("random", batch, random(batch)));
    }
    if (testSet != null) {
      all.add(new Batches("test set", largestBatch, testSet()));
    }
    ProofProcess.Results results = ProofProcess.run(folder, draft, all);
    List<Run> runs = new ArrayList<>();
    double largest = 0;
    for (int i = 0; i < all.size(); i++) {
      float[] expected = expected(all.get(i), draft.returnsProbabilities());
      for (String optimisation : results.optimisations()) {
        Run run =
            compare(all.get(i), optimisation, expected, results.outputs(i, optimisation), draft);
        runs.add(run);
        largest = Math.max(largest, run.difference());
      }
    }
    return new Proof(
        results.runtime(),
        ClassifierExport.TOLERANCE,
        largest,
        testSet == null ? null : testSet.description(),
        runs);
  }

  private int size() {
    return Math.toIntExact(format.shape().size());
  }

  /** Returns images of random levels, random tokens, or normally distributed numbers. */
  private float[] random(int batch) {
    Random random = new Random(SEED);
    float[] numbers = new float[Math.multiplyExact(batch, size())];
    for (int i = 0; i < numbers.length; i++) {
      if (format instanceof ImageFormat image) {
        int channel = i / (image.height() * image.width()) % image.channels();
        float std = image.normalisation().std().get(channel);
        float shift = -image.normalisation().mean().get(channel) / std;
        numbers[i] = random.nextInt(LEVELS) * (1 / (255 * std)) + shift;
      } else if (format.tokens() > 0) {
        numbers[i] = random.nextInt(format.tokens());
      } else {
        numbers[i] = (float) random.nextGaussian();
      }
    }
    return numbers;
  }

  /** Returns examples of the test set, from all over it if it has more than are used. */
  private float[] testSet() {
    int count = Math.min(MAX_OF_TEST_SET, testSet.size());
    ExampleEncoder encoder = testSet.encoder(format);
    float[] numbers = new float[Math.multiplyExact(count, size())];
    for (int i = 0; i < count; i++) {
      encoder.encode((int) ((long) i * testSet.size() / count), 0, numbers, i * size());
    }
    return numbers;
  }

  private float[] expected(Batches batches, boolean returnsProbabilities) {
    int classes = network.classes();
    int count = batches.inputs().length / size();
    float[] outputs = new float[count * classes];
    for (int begin = 0; begin < count; begin += batches.batch()) {
      int end = Math.min(count, begin + batches.batch());
      float[] part = Arrays.copyOfRange(batches.inputs(), begin * size(), end * size());
      float[] logits = backend.call(() -> logits(part, part.length / size()));
      System.arraycopy(logits, 0, outputs, begin * classes, logits.length);
    }
    return returnsProbabilities ? softmax(outputs, classes) : outputs;
  }

  private float[] logits(float[] inputs, int count) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = scope.create(inputs, new Shape(count).addAll(format.shape()));
      return network
          .forward(new ParameterStore(scope, false), new NDList(x), false)
          .singletonOrThrow()
          .toFloatArray();
    }
  }

  private static float[] softmax(float[] logits, int classes) {
    float[] probabilities = new float[logits.length];
    for (int begin = 0; begin < logits.length; begin += classes) {
      double largest = Double.NEGATIVE_INFINITY;
      double sum = 0;
      for (int i = begin; i < begin + classes; i++) {
        largest = Math.max(largest, logits[i]);
      }
      for (int i = begin; i < begin + classes; i++) {
        sum += Math.exp(logits[i] - largest);
      }
      for (int i = begin; i < begin + classes; i++) {
        probabilities[i] = (float) (Math.exp(logits[i] - largest) / sum);
      }
    }
    return probabilities;
  }

  private Run compare(
      Batches batches, String optimisation, float[] expected, float[] actual, ExportRecord draft) {
    int classes = network.classes();
    double largest = draft.returnsProbabilities() ? 1 : Float.MIN_NORMAL;
    double difference = actual.length == expected.length ? 0 : Double.MAX_VALUE;
    int same = 0;
    for (int i = 0; i < Math.min(expected.length, actual.length); i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      double found = Math.abs(actual[i] - expected[i]);
      difference = Double.isFinite(found) ? Math.max(difference, found) : Double.MAX_VALUE;
      boolean isEnd = i % classes == classes - 1;
      same += isEnd && best(expected, i, classes) == best(actual, i, classes) ? 1 : 0;
    }
    return new Run(
        batches.examples(),
        expected.length / classes,
        batches.batch(),
        optimisation,
        Math.min(difference / largest, Double.MAX_VALUE),
        same);
  }

  /** Returns the index of the largest of the values that end at an index. */
  private static int best(float[] values, int last, int classes) {
    int best = last;
    for (int i = last - classes + 1; i < last; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
