package dev.highorder.classifier;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.highorder.artifact.ExportedClassifier;
import dev.highorder.artifact.Manifest;
import dev.highorder.artifact.OutputCheck;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.evaluation.ClassificationReport;
import dev.highorder.network.Network;
import dev.highorder.storage.FileContent;
import dev.highorder.text.ForeignText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The common part of all kinds of classifiers: a loaded network, its users, and the way from
 * numbers to predictions. A classifier of one kind turns its examples into numbers, and leaves the
 * rest to this.
 */
final class ClassifierCore implements AutoCloseable {

  private final Path directory;
  private final List<FileContent> files;
  private final Manifest manifest;
  private final ClassifierSession session;
  private final Usage usage;
  private final long[] dimensions;

  /**
   * Takes a network of DJL.
   *
   * @param manager the manager of the parameters, which is closed with this
   */
  ClassifierCore(SavedClassifier saved, NDManager manager, Network network) {
    this(saved.directory(), saved.files(), saved.manifest(), new NetworkSession(network, manager));
  }

  /**
   * Takes an exported network.
   *
   * @param session is closed with this
   */
  ClassifierCore(ExportedClassifier exported, ClassifierSession session) {
    this(exported.directory(), exported.files(), exported.manifest(), session);
  }

  private ClassifierCore(
      Path directory, List<FileContent> files, Manifest manifest, ClassifierSession session) {
    this.directory = directory;
    this.files = files;
    this.manifest = manifest;
    this.session = session;
    dimensions = manifest.input().shape().getShape();
    usage = new Usage(session::close);
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
   * Compiles graphs for batch sizes ahead, and computes once with each.
   *
   * @param example the numbers of any example
   * @param sizes the batch sizes, each at least 1
   * @throws IllegalStateException if the classifier is closed
   */
  void warmUp(float[] example, int... sizes) {
    usage.<Boolean>during(
        () -> {
          session.reserve((int) IntStream.of(sizes).distinct().count());
          for (int size : sizes) {
            session.prepare(repeated(example, size), batch(size));
          }
          return true;
        });
  }

  private static float[] repeated(float[] example, int size) {
    float[] all = new float[Math.multiplyExact(example.length, size)];
    for (int i = 0; i < size; i++) {
      System.arraycopy(example, 0, all, i * example.length, example.length);
    }
    return all;
  }

  /**
   * Compares what batches of a size compute now with the logits that are stored in the manifest.
   *
   * @return the difference in words, if there is one
   * @throws IllegalStateException if the manifest has none, or the classifier is closed
   */
  Optional<String> differenceFromStored(int size) {
    OutputCheck check = manifest.check();
    if (check == null) {
      throw new IllegalStateException(
          "The saved classifier has no stored outputs to compare with. Save it again with this"
              + " version, or train a network whose output is not random.");
    }
    return usage.during(() -> check.differenceFrom(session, manifest.input(), size));
  }

  /**
   * Classifies examples together, in one batch.
   *
   * @param examples the numbers of each, as many as the input format has, in row-major order
   * @return for each example, all classes with their probabilities
   * @throws ArithmeticException if the network's output is not a number
   * @throws IllegalStateException if the classifier is closed
   */
  List<Prediction> classifyAll(List<float[]> examples) {
    if (examples.isEmpty()) {
      return List.of();
    }
    float[] logits = usage.during(() -> logits(examples));
    List<String> classes = manifest.classes();
    return IntStream.range(0, examples.size())
        .mapToObj(i -> Prediction.ofLogits(classes, logits, i * classes.size()))
        .toList();
  }

  private float[] logits(List<float[]> examples) {
    int length = Math.toIntExact(new Shape(dimensions).size());
    float[] numbers = new float[Math.multiplyExact(examples.size(), length)];
    for (int i = 0; i < examples.size(); i++) {
      System.arraycopy(examples.get(i), 0, numbers, i * length, length);
    }
    return session.logits(numbers, batch(examples.size()));
  }

  private long[] batch(int count) {
    return new Shape(count).addAll(new Shape(dimensions)).getShape();
  }

  /**
   * Evaluates the classifier on labelled examples.
   *
   * @throws IllegalArgumentException if their classes or their format are not the classifier's
   * @throws ArithmeticException if the network's output is not a number
   * @throws IllegalStateException if the classifier is closed
   */
  ClassificationReport evaluate(ExampleDataset dataset) {
    ExampleSet examples = dataset.examples();
    requireSame("classes are", examples.classes(), manifest.classes(), examples);
    requireSame("input format is", dataset.format(), manifest.input(), examples);
    ClassificationReport report = usage.during(() -> session.evaluate(dataset));
    if (!Double.isFinite(report.overall().loss())) {
      throw new ArithmeticException(
          "The loss on %s is %s, so the network has no answers. Its parameters are too large or damaged: train it again with a smaller learning rate."
              .formatted(ForeignText.show(examples.description()), report.overall().loss()));
    }
    return report;
  }

  private static void requireSame(String what, Object given, Object expected, ExampleSet examples) {
    if (!given.equals(expected)) {
      throw new IllegalArgumentException(
          "%s: its %s %s, but the classifier was trained with %s. Give a data set with the same."
              .formatted(
                  ForeignText.show(examples.description()),
                  what,
                  ForeignText.show(given),
                  ForeignText.show(expected)));
    }
  }

  /** Returns the directory that the classifier was loaded from. */
  Path directory() {
    return directory;
  }

  /** Returns the files that an example is prepared with. */
  List<FileContent> files() {
    return files;
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
    usage.close(!session.isOnOwnThread());
  }
}
