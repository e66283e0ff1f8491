package dev.highorder.classifier;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.modality.Classifications;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.highorder.artifact.Manifest;
import dev.highorder.artifact.SavedClassifier;
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
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Names what an image shows.
 *
 * <pre>{@code
 * try (ImageClassifier classifier = ImageClassifier.load(Path.of("shapes"))) {
 *   Classifications.Classification best = classifier.classify(Path.of("star.png")).best();
 *   System.out.println(best.getClassName() + " " + best.getProbability());
 * }
 * }</pre>
 *
 * <p>On MXNet, on the processor, the network is recorded when a size of batch comes a second time,
 * and from then on runs as one static graph, with the same results up to rounding. The system
 * property {@code dev.highorder.capture=false} has it run operator by operator.
 *
 * <p>Any number of threads may classify at the same time; on MXNet their images are computed one
 * after another, each with all processors, see {@link Engines#inTurn}. Closing waits for those that
 * do; whoever comes later gets an {@link IllegalStateException}.
 */
public final class ImageClassifier implements AutoCloseable {

  private final Manifest manifest;
  private final ImageFormat input;
  private final NDManager manager;
  private final Network network;
  private final Inference inference;
  private final ImageTensors tensors;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private ImageClassifier(
      Manifest manifest, ImageFormat input, NDManager manager, Network network) {
    this.manifest = manifest;
    this.input = input;
    this.manager = manager;
    this.network = network;
    tensors = new ImageTensors(input.height(), input.width(), input.normalisation());
    inference = new Inference(network, manager);
    // Fills the parameter store, which DJL does not do safely from several threads at once; and
    // the second time, single images get their graph.
    BufferedImage blank =
        new BufferedImage(input.width(), input.height(), BufferedImage.TYPE_INT_RGB);
    probabilities(List.of(blank));
    probabilities(List.of(blank));
  }

  /**
   * Loads a saved classifier with the default engine on its default device.
   *
   * @param directory what {@link SavedClassifier#save} wrote
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
   * @param directory what {@link SavedClassifier#save} wrote
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
   * Loads a saved classifier whose sub-net needs more than a width.
   *
   * @param directory what {@link SavedClassifier#save} wrote
   * @param stack creates the stacks, as when the network was built: {@code (blocks, width) ->
   *     MyNetRk4.withBlocks(blocks, width, 0.1f)}
   * @throws StorageException as {@link #load(Path)}
   */
  public static ImageClassifier load(Path directory, StackFactory stack) throws StorageException {
    Engine engine = Engines.start();
    return load(directory, stack, engine, engine.defaultDevice());
  }

  /**
   * Loads a saved classifier whose sub-net needs more than a width.
   *
   * @param directory what {@link SavedClassifier#save} wrote
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
    NDManager manager = engine.newBaseManager(device);
    boolean loaded = false;
    try {
      ImageClassifier classifier =
          new ImageClassifier(saved.manifest(), input, manager, loader.load(manager));
      loaded = true;
      return classifier;
    } finally {
      if (!loaded) {
        manager.close();
      }
    }
  }

  /**
   * Classifies an image of any size; it is scaled to what the network reads.
   *
   * @return every class with its probability
   * @throws IllegalStateException if the classifier is closed
   */
  public Classifications classify(BufferedImage image) {
    return classifyAll(List.of(image)).get(0);
  }

  /**
   * Classifies an image file: PNG, JPEG, GIF or BMP.
   *
   * @return every class with its probability
   * @throws BadImageException if the file is no image, damaged, too large or cannot be read
   * @throws IllegalStateException if the classifier is closed
   */
  public Classifications classify(Path file) throws BadImageException {
    return classify(ImageFile.read(file));
  }

  /**
   * Classifies the contents of an image file.
   *
   * @return every class with its probability
   * @throws BadImageException if the bytes are no image, damaged or too large
   * @throws IllegalStateException if the classifier is closed
   */
  public Classifications classify(byte[] file) throws BadImageException {
    return classify(ImageFile.read(file, "the image of " + file.length + " bytes"));
  }

  /**
   * Classifies images together, in one batch.
   *
   * @return for each image, every class with its probability
   * @throws IllegalStateException if the classifier is closed
   */
  public List<Classifications> classifyAll(List<BufferedImage> images) {
    if (images.isEmpty()) {
      return List.of();
    }
    float[] all = whileOpen(() -> probabilities(images));
    int classes = manifest.classes().size();
    return IntStream.range(0, images.size())
        .mapToObj(i -> classifications(all, i * classes))
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
    return whileOpen(() -> ClassificationReport.of(network, manager, dataset));
  }

  private static void requireSame(String what, Object given, Object expected, ExampleSet examples) {
    if (!given.equals(expected)) {
      throw new IllegalArgumentException(
          "%s: the %s is %s, but the classifier was trained with %s. Read the data set in that way."
              .formatted(examples.description(), what, given, expected));
    }
  }

  /** Returns what is known of the classifier: its classes, its input, where it came from. */
  public Manifest manifest() {
    return manifest;
  }

  /** Waits for running classifications, then frees the parameters. Closing again does nothing. */
  @Override
  public void close() {
    Lock exclusive = lock.writeLock();
    exclusive.lock();
    try {
      if (!closed) {
        closed = true;
        Engines.inTurn(manager.getEngine().getEngineName(), manager::close);
      }
    } finally {
      exclusive.unlock();
    }
  }

  private <T> T whileOpen(Supplier<T> work) {
    Lock shared = lock.readLock();
    shared.lock();
    try {
      if (closed) {
        throw new IllegalStateException("The classifier is closed; load it again.");
      }
      return work.get();
    } finally {
      shared.unlock();
    }
  }

  private float[] probabilities(List<BufferedImage> images) {
    float[] pixels = new float[Math.multiplyExact(images.size(), tensors.length())];
    for (int i = 0; i < images.size(); i++) {
      float[] image = tensors.ofScaled(images.get(i));
      System.arraycopy(image, 0, pixels, i * tensors.length(), image.length);
    }
    Shape shape = new Shape(images.size(), input.channels(), input.height(), input.width());
    return Engines.inTurn(manager.getEngine().getEngineName(), () -> probabilities(pixels, shape));
  }

  private float[] probabilities(float[] pixels, Shape shape) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray batch = scope.create(pixels, shape);
      return inference.logits(batch).softmax(-1).toFloatArray();
    }
  }

  /** Returns how many sizes of batch run as a static graph. */
  int graphs() {
    return inference.graphs();
  }

  private Classifications classifications(float[] all, int offset) {
    List<String> classes = manifest.classes();
    return new Classifications(
        classes,
        IntStream.range(0, classes.size()).mapToObj(i -> (double) all[offset + i]).toList());
  }
}
