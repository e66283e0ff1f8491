package dev.highorder.classifier;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.modality.Classifications;
import ai.djl.ndarray.NDManager;
import dev.highorder.artifact.Manifest;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.backend.Backend;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.engine.Engines;
import dev.highorder.evaluation.ClassificationReport;
import dev.highorder.image.BadImageException;
import dev.highorder.image.ImageFile;
import dev.highorder.image.ImageTensors;
import dev.highorder.input.ImageFormat;
import dev.highorder.network.Network;
import dev.highorder.network.StackFactory;
import dev.highorder.storage.StorageException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A trained classifier of images, ready to use.
 *
 * <pre>{@code
 * try (ImageClassifier classifier = ImageClassifier.load(Path.of("shapes"))) {
 *   Classifications.Classification best = classifier.classify(Path.of("star.png")).best();
 *   System.out.println(best.getClassName() + " " + best.getProbability());
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

  private ImageClassifier(
      Manifest manifest, ImageFormat input, NDManager manager, Network network) {
    this.manifest = manifest;
    this.input = input;
    this.manager = manager;
    this.network = network;
    tensors = new ImageTensors(input.height(), input.width(), input.normalisation());
    backend = Engines.backend(manager.getEngine());
    session = new NetworkSession(network, manager);
    usage = new Usage(session::close);
    // DJL's parameter store is not filled safely by several threads at once, so this fills it. The
    // second time, single images get their graph.
    BufferedImage blank =
        new BufferedImage(input.width(), input.height(), BufferedImage.TYPE_INT_RGB);
    probabilities(List.of(blank));
    probabilities(List.of(blank));
  }

  /**
   * Loads a saved classifier with the default engine on its default device.
   *
   * @param directory a directory that {@link SavedClassifier#save} has written
   * @throws StorageException if it is not a saved classifier, is damaged, or its generated class is
   *     not on the class path
   */
  public static ImageClassifier load(Path directory) throws StorageException {
    Engine engine = Engines.start();
    return load(directory, engine, engine.defaultDevice());
  }

  /**
   * Loads a saved classifier.
   *
   * @param directory a directory that {@link SavedClassifier#save} has written
   * @param engine from {@link Engines#start(String, int)}
   * @param device from {@link Engines#device}
   * @throws StorageException as {@link #load(Path)}
   */
  public static ImageClassifier load(Path directory, Engine engine, Device device)
      throws StorageException {
    SavedClassifier saved = SavedClassifier.open(directory);
    return load(saved, engine, device, saved::network);
  }

  /**
   * Loads a saved classifier whose sub-net needs more arguments than a width.
   *
   * @param directory a directory that {@link SavedClassifier#save} has written
   * @param stack creates the stacks as when the network was built: {@code (blocks, width) ->
   *     MyNetRk4.withBlocks(blocks, width, 0.1f)}
   * @throws StorageException as {@link #load(Path)}
   */
  public static ImageClassifier load(Path directory, StackFactory stack) throws StorageException {
    Engine engine = Engines.start();
    return load(directory, stack, engine, engine.defaultDevice());
  }

  /**
   * Loads a saved classifier whose sub-net needs more arguments than a width.
   *
   * @param directory a directory that {@link SavedClassifier#save} has written
   * @param stack as in {@link #load(Path, StackFactory)}
   * @param engine from {@link Engines#start(String, int)}
   * @param device from {@link Engines#device}
   * @throws StorageException as {@link #load(Path)}
   */
  public static ImageClassifier load(
      Path directory, StackFactory stack, Engine engine, Device device) throws StorageException {
    SavedClassifier saved = SavedClassifier.open(directory);
    return load(saved, engine, device, manager -> saved.network(manager, stack));
  }

  @FunctionalInterface
  private interface NetworkLoader {
    Network load(NDManager manager) throws StorageException;
  }

  private static ImageClassifier load(
      SavedClassifier saved, Engine engine, Device device, NetworkLoader loader)
      throws StorageException {
    if (!(saved.manifest().input() instanceof ImageFormat input)) {
      throw new StorageException(
          "The saved classifier reads examples of the kind %s, not images. Give one that was trained on images."
              .formatted(saved.manifest().input().kind()));
    }
    Backend backend = Engines.backend(engine);
    NDManager manager = backend.call(() -> engine.newBaseManager(device));
    boolean isLoaded = false;
    try {
      Network network = backend.call(() -> loader.load(manager));
      ImageClassifier classifier = new ImageClassifier(saved.manifest(), input, manager, network);
      isLoaded = true;
      return classifier;
    } finally {
      if (!isLoaded) {
        backend.run(manager::close);
      }
    }
  }

  /**
   * Classifies an image of any size, which is scaled to the size that the network reads.
   *
   * @return all classes with their probabilities
   * @throws IllegalStateException if the classifier is closed
   */
  public Classifications classify(BufferedImage image) {
    return classifyAll(List.of(image)).get(0);
  }

  /**
   * Classifies an image file: PNG, JPEG, GIF or BMP.
   *
   * @return all classes with their probabilities
   * @throws BadImageException if the file is not an image, is damaged, too large or unreadable
   * @throws IllegalStateException if the classifier is closed
   */
  public Classifications classify(Path file) throws BadImageException {
    return classify(ImageFile.read(file));
  }

  /**
   * Classifies the contents of an image file.
   *
   * @return all classes with their probabilities
   * @throws BadImageException if the bytes are not an image, are damaged or too large
   * @throws IllegalStateException if the classifier is closed
   */
  public Classifications classify(byte[] file) throws BadImageException {
    return classify(ImageFile.read(file, "the image of " + file.length + " bytes"));
  }

  /**
   * Classifies images together, in one batch.
   *
   * @return for each image, all classes with their probabilities
   * @throws IllegalStateException if the classifier is closed
   */
  public List<Classifications> classifyAll(List<BufferedImage> images) {
    if (images.isEmpty()) {
      return List.of();
    }
    double[] probabilities = usage.during(() -> probabilities(images));
    int classes = manifest.classes().size();
    return IntStream.range(0, images.size())
        .mapToObj(i -> classifications(probabilities, i * classes))
        .toList();
  }

  /**
   * Evaluates the classifier on labelled images.
   *
   * @throws IllegalArgumentException if their classes or their format are not the classifier's
   * @throws IllegalStateException if the classifier is closed
   */
  public ClassificationReport evaluate(ExampleDataset dataset) {
    ExampleSet examples = dataset.examples();
    requireSame("classes", examples.classes(), manifest.classes(), examples);
    requireSame("format", dataset.format(), input, examples);
    return usage.during(() -> ClassificationReport.of(network, manager, dataset));
  }

  private static void requireSame(String what, Object given, Object expected, ExampleSet examples) {
    if (!given.equals(expected)) {
      throw new IllegalArgumentException(
          "%s: the %s is %s, but the classifier was trained with %s. Read the data set in that way."
              .formatted(examples.description(), what, given, expected));
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

  /** Returns the probabilities of all classes, one image after the other. */
  private double[] probabilities(List<BufferedImage> images) {
    float[] pixels = new float[Math.multiplyExact(images.size(), tensors.length())];
    for (int i = 0; i < images.size(); i++) {
      float[] image = tensors.ofScaled(images.get(i));
      System.arraycopy(image, 0, pixels, i * tensors.length(), image.length);
    }
    float[] logits =
        session.logits(pixels, images.size(), input.channels(), input.height(), input.width());
    return softmax(logits, manifest.classes().size());
  }

  /** Computes the softmax of each row; the largest logit is subtracted, so that none overflows. */
  private static double[] softmax(float[] logits, int classes) {
    double[] probabilities = new double[logits.length];
    for (int row = 0; row < logits.length; row += classes) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = row; i < row + classes; i++) {
        largest = Math.max(largest, logits[i]);
      }
      double sum = 0;
      for (int i = row; i < row + classes; i++) {
        probabilities[i] = Math.exp(logits[i] - largest);
        sum += probabilities[i];
      }
      for (int i = row; i < row + classes; i++) {
        probabilities[i] /= sum;
      }
    }
    return probabilities;
  }

  /** Returns the number of batch sizes that run as a static graph. */
  int graphs() {
    return session.graphs();
  }

  private Classifications classifications(double[] probabilities, int offset) {
    List<String> classes = manifest.classes();
    return new Classifications(
        classes,
        IntStream.range(0, classes.size()).mapToObj(i -> probabilities[offset + i]).toList());
  }
}
