package dev.highorder.classifier;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.highorder.artifact.Manifest;
import dev.highorder.backend.Backend;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.engine.Engines;
import dev.highorder.evaluation.ClassificationReport;
import dev.highorder.network.Network;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The common part of all kinds of classifiers: a loaded network, its users, and the way from
 * numbers to predictions. A classifier of one kind turns its examples into numbers, and leaves the
 * rest to this.
 */
final class ClassifierCore implements AutoCloseable {

  private final Manifest manifest;
  private final NDManager manager;
  private final Network network;
  private final Backend backend;
  private final NetworkSession session;
  private final Usage usage;
  private final long[] dimensions;

  /**
   * Takes a loaded network.
   *
   * @param manager the manager of the parameters, which is closed with this
   */
  ClassifierCore(Manifest manifest, NDManager manager, Network network) {
    this.manifest = manifest;
    this.manager = manager;
    this.network = network;
    dimensions = manifest.input().shape().getShape();
    backend = Engines.backend(manager.getEngine());
    session = new NetworkSession(network, manager);
    usage = new Usage(session::close);
  }

  /** The conversion of one example of a request into numbers. */
  @FunctionalInterface
  interface Encoder {

    /** Writes an example, with as many numbers as the input format has, in row-major order. */
    void encode(int index, float[] target, int offset);
  }

  /**
   * Computes once, so that the first request is as fast as later ones. Call it before other threads
   * use the classifier.
   *
   * @param example the numbers of any example
   */
  void prepare(float[] example) {
    session.prepare(example, batch(1));
  }

  /**
   * Classifies examples together, in one batch.
   *
   * @return for each example, all classes with their probabilities
   * @throws IllegalStateException if the classifier is closed
   */
  List<Prediction> classifyAll(int count, Encoder encoder) {
    if (count == 0) {
      return List.of();
    }
    float[] logits = usage.during(() -> logits(count, encoder));
    List<String> classes = manifest.classes();
    return IntStream.range(0, count)
        .mapToObj(i -> Prediction.ofLogits(classes, logits, i * classes.size()))
        .toList();
  }

  private float[] logits(int count, Encoder encoder) {
    int length = Math.toIntExact(new Shape(dimensions).size());
    float[] numbers = new float[Math.multiplyExact(count, length)];
    for (int i = 0; i < count; i++) {
      encoder.encode(i, numbers, i * length);
    }
    return session.logits(numbers, batch(count));
  }

  private long[] batch(int count) {
    return new Shape(count).addAll(new Shape(dimensions)).getShape();
  }

  /**
   * Evaluates the classifier on labelled examples.
   *
   * @throws IllegalArgumentException if their classes or their format are not the classifier's
   * @throws IllegalStateException if the classifier is closed
   */
  ClassificationReport evaluate(ExampleDataset dataset) {
    ExampleSet examples = dataset.examples();
    requireSame("classes are", examples.classes(), manifest.classes(), examples);
    requireSame("input format is", dataset.format(), manifest.input(), examples);
    return usage.during(() -> ClassificationReport.of(network, manager, dataset));
  }

  private static void requireSame(String what, Object given, Object expected, ExampleSet examples) {
    if (!given.equals(expected)) {
      throw new IllegalArgumentException(
          "%s: its %s %s, but the classifier was trained with %s. Give a data set with the same."
              .formatted(examples.description(), what, given, expected));
    }
  }

  /** Returns the classes, the input and the origin of the classifier. */
  Manifest manifest() {
    return manifest;
  }

  /** Returns the number of batch sizes that run as a static graph. */
  int graphs() {
    return session.graphs();
  }

  /**
   * Waits for the requests that are under way, then frees the parameters. If a request itself calls
   * this, they are freed when the last request ends.
   */
  @Override
  public void close() {
    usage.close(!backend.isOnOwnThread());
  }
}
