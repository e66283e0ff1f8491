package dev.highorder.classifier;

import ai.djl.ndarray.NDManager;
import dev.highorder.artifact.Manifest;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.backend.Backend;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.engine.Engines;
import dev.highorder.evaluation.ClassificationReport;
import dev.highorder.image.BadImageException;
import dev.highorder.image.ImageTensors;
import dev.highorder.input.ImageFormat;
import dev.highorder.network.Network;
import dev.highorder.network.StackFactory;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A trained classifier of images, ready to use.
 *
 * <pre>{@code
 * try (ImageClassifier classifier = ImageClassifier.load(Path.of("shapes"))) {
 *   Prediction prediction = classifier.classify(Path.of("star.png"));
 *   System.out.println(prediction.best()); // star 97.5%
 * }
 * }</pre>
 *
 * <p>With MXNet on a CPU, the network is compiled to a static graph for single images when the
 * classifier is loaded, and for another batch size when that comes a second time. The results are
 * the same up to rounding. Networks that cannot be compiled run operator by operator; the system
 * property {@code dev.highorder.compile=off} forces this.
 *
 * <p>Any number of threads, virtual ones too, may use a classifier at the same time. MXNet computes
 * their images one after the other, on a thread of its own and with all cores. Closing waits for
 * the requests that are under way; later ones get an {@link IllegalStateException}.
 */
public final class ImageClassifier implements AutoCloseable {

  private final Manifest manifest;
  private final ImageFormat input;
  private final NDManager manager;
  private final Network network;
  private final Backend backend;
  private final NetworkSession session;
  private final ImageTensors tensors;
  private final Usage usage;

  ImageClassifier(Manifest manifest, ImageFormat input, NDManager manager, Network network) {
    this.manifest = manifest;
    this.input = input;
    this.manager = manager;
    this.network = network;
    tensors = new ImageTensors(input.height(), input.width(), input.normalisation());
    backend = Engines.backend(manager.getEngine());
    session = new NetworkSession(network, manager);
    usage = new Usage(session::close);
    float[] blank =
        tensors.of(new BufferedImage(input.width(), input.height(), BufferedImage.TYPE_INT_RGB));
    session.prepare(blank, 1, input.channels(), input.height(), input.width());
  }

  /**
   * Loads a saved classifier with the default engine on its default device. {@link #builder()} has
   * more choices.
   *
   * @param directory a directory that {@link SavedClassifier} has written
   * @throws StorageException if it is not a saved classifier, is damaged, or its generated class is
   *     not found, cannot be used or is not the one that was saved
   */
  public static ImageClassifier load(Path directory) throws StorageException {
    return builder().setDirectory(directory).load();
  }

  /**
   * Loads a saved classifier whose generated class is known to a certain class loader.
   *
   * @param directory a directory that {@link SavedClassifier} has written
   * @param loader see {@link ImageClassifierBuilder#optClassLoader}
   * @throws StorageException as {@link #load(Path)}
   */
  public static ImageClassifier load(Path directory, ClassLoader loader) throws StorageException {
    return builder().setDirectory(directory).optClassLoader(loader).load();
  }

  /**
   * Loads a saved classifier whose sub-net needs more arguments than a width.
   *
   * @param directory a directory that {@link SavedClassifier} has written
   * @param stack see {@link ImageClassifierBuilder#optStack}
   * @throws StorageException as {@link #load(Path)}
   */
  public static ImageClassifier load(Path directory, StackFactory stack) throws StorageException {
    return builder().setDirectory(directory).optStack(stack).load();
  }

  /** Returns a builder, which also takes an engine and a device. */
  public static ImageClassifierBuilder builder() {
    return new ImageClassifierBuilder();
  }

  /**
   * Classifies an image of any size, which is scaled to the size that the network reads.
   *
   * @return all classes with their probabilities, the most probable first
   * @throws ArithmeticException if the network's output is not a number
   * @throws IllegalStateException if the classifier is closed
   */
  public Prediction classify(BufferedImage image) {
    return classifyAll(List.of(Objects.requireNonNull(image, "image"))).get(0);
  }

  /**
   * Classifies an image file: PNG, JPEG, GIF or BMP.
   *
   * @return all classes with their probabilities, the most probable first
   * @throws BadImageException if the file is not an image, is damaged, too large or unreadable
   * @throws ArithmeticException if the network's output is not a number
   * @throws IllegalStateException if the classifier is closed
   */
  public Prediction classify(Path file) throws BadImageException {
    return classifyTensors(List.of(tensors.ofFile(file))).get(0);
  }

  /**
   * Classifies the contents of an image file.
   *
   * @return all classes with their probabilities, the most probable first
   * @throws BadImageException if the bytes are not an image, are damaged or too large
   * @throws ArithmeticException if the network's output is not a number
   * @throws IllegalStateException if the classifier is closed
   */
  public Prediction classify(byte[] file) throws BadImageException {
    String name = "the image of " + file.length + " bytes";
    return classifyTensors(List.of(tensors.ofFile(file, name))).get(0);
  }

  /**
   * Classifies images together, in one batch.
   *
   * @return for each image, all classes with their probabilities
   * @throws ArithmeticException if the network's output is not a number
   * @throws IllegalStateException if the classifier is closed
   */
  public List<Prediction> classifyAll(List<BufferedImage> images) {
    if (images.isEmpty()) {
      return List.of();
    }
    return classifyTensors(images.stream().map(tensors::ofScaled).toList());
  }

  private List<Prediction> classifyTensors(List<float[]> images) {
    float[] logits = usage.during(() -> logits(images));
    List<String> classes = manifest.classes();
    return IntStream.range(0, images.size())
        .mapToObj(i -> Prediction.ofLogits(classes, logits, i * classes.size()))
        .toList();
  }

  /**
   * Evaluates the classifier on labelled images.
   *
   * @throws IllegalArgumentException if their classes or their format are not the classifier's
   * @throws ArithmeticException if the network's output is not a number
   * @throws IllegalStateException if the classifier is closed
   */
  public ClassificationReport evaluate(ExampleDataset dataset) {
    ExampleSet examples = dataset.examples();
    requireSame("classes are", examples.classes(), manifest.classes(), examples);
    requireSame("input format is", dataset.format(), input, examples);
    ClassificationReport report =
        usage.during(() -> ClassificationReport.of(network, manager, dataset));
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

  /** Returns the classes, the input and the origin of the classifier. */
  public Manifest manifest() {
    return manifest;
  }

  /**
   * Waits for the requests that are under way, then frees the parameters. Closing again does
   * nothing. If this is called by code that a request runs, the classifier is freed when its last
   * request ends.
   */
  @Override
  public void close() {
    usage.close(!backend.isOnOwnThread());
  }

  /** Returns the logits of all classes, one image after the other. */
  private float[] logits(List<float[]> images) {
    float[] pixels = new float[Math.multiplyExact(images.size(), tensors.length())];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i), 0, pixels, i * tensors.length(), tensors.length());
    }
    return session.logits(pixels, images.size(), input.channels(), input.height(), input.width());
  }

  /** Returns the number of batch sizes that run as a static graph. */
  int graphs() {
    return session.graphs();
  }
}
