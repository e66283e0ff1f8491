package dev.highorder.classifier;

import dev.highorder.artifact.Manifest;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.evaluation.ClassificationReport;
import dev.highorder.image.BadImageException;
import dev.highorder.image.ImageTensors;
import dev.highorder.input.ImageFormat;
import dev.highorder.network.StackFactory;
import dev.highorder.storage.StorageException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
public final class ImageClassifier implements Classifier {

  private static final ClassifierBuilder.Face<ImageFormat, ImageClassifier> FACE =
      new ClassifierBuilder.Face<>(ImageFormat.class, "images", ImageClassifier::new);

  private final ClassifierCore core;
  private final ImageTensors tensors;
  private final BufferedImage black;

  ImageClassifier(ClassifierCore core, ImageFormat input) {
    this.core = core;
    tensors = input.tensors();
    black = new BufferedImage(input.width(), input.height(), BufferedImage.TYPE_INT_RGB);
    core.prepare(tensors.of(black));
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
   * Loads a certain saved classifier and no other.
   *
   * @param directory a directory that {@link SavedClassifier} has written
   * @param sha256 see {@link ClassifierBuilder#optSha256}
   * @throws StorageException as {@link #load(Path)}, and if it is another one
   */
  public static ImageClassifier load(Path directory, String sha256) throws StorageException {
    return builder().setDirectory(directory).optSha256(sha256).load();
  }

  /**
   * Loads a saved classifier whose generated class is known to a certain class loader.
   *
   * @param directory a directory that {@link SavedClassifier} has written
   * @param loader see {@link ClassifierBuilder#optClassLoader}
   * @throws StorageException as {@link #load(Path)}
   */
  public static ImageClassifier load(Path directory, ClassLoader loader) throws StorageException {
    return builder().setDirectory(directory).optClassLoader(loader).load();
  }

  /**
   * Loads a saved classifier whose sub-net needs more arguments than a width.
   *
   * @param directory a directory that {@link SavedClassifier} has written
   * @param stack see {@link ClassifierBuilder#optStack}
   * @throws StorageException as {@link #load(Path)}
   */
  public static ImageClassifier load(Path directory, StackFactory stack) throws StorageException {
    return builder().setDirectory(directory).optStack(stack).load();
  }

  /** Returns a builder, which also takes an engine and a device. */
  public static ClassifierBuilder<ImageClassifier> builder() {
    return new ClassifierBuilder<>(FACE);
  }

  /**
   * Classifies an image of any size, which is prepared as the images of the training were.
   *
   * @return all classes with their probabilities, the most probable first
   * @throws ArithmeticException if the network's output is not a number
   * @throws IllegalStateException if the classifier is closed
   */
  public Prediction classify(BufferedImage image) {
    return classifyAll(List.of(Objects.requireNonNull(image, "image"))).get(0);
  }

  /**
   * Classifies an image file: PNG, JPEG, GIF, BMP, WebP or TIFF.
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
    return classifyTensors(List.of(tensors.ofFile(file, name(file)))).get(0);
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
    return core.classifyAll(images);
  }

  /**
   * Prepares an image on the calling thread, to be classified later with others.
   *
   * @param image an image of any size
   */
  public PreparedImage prepare(BufferedImage image) {
    return prepared(tensors.ofScaled(Objects.requireNonNull(image, "image")));
  }

  /**
   * Decodes and prepares an image file on the calling thread.
   *
   * @throws BadImageException as {@link #classify(Path)}
   */
  public PreparedImage prepare(Path file) throws BadImageException {
    return prepared(tensors.ofFile(file));
  }

  /**
   * Decodes and prepares the contents of an image file on the calling thread.
   *
   * @throws BadImageException as {@link #classify(byte[])}
   */
  public PreparedImage prepare(byte[] file) throws BadImageException {
    return prepared(tensors.ofFile(file, name(file)));
  }

  private PreparedImage prepared(float[] numbers) {
    return new PreparedImage(numbers, core.manifest().input());
  }

  private static String name(byte[] file) {
    return "the image of " + file.length + " bytes";
  }

  /**
   * Classifies prepared images together, in one batch.
   *
   * @return for each image, all classes with their probabilities
   * @throws IllegalArgumentException if an image was prepared for another input format
   * @throws ArithmeticException if the network's output for any of them is not a number
   * @throws IllegalStateException if the classifier is closed
   */
  public List<Prediction> classifyPrepared(List<PreparedImage> images) {
    for (PreparedImage image : images) {
      if (!image.format().equals(core.manifest().input())) {
        throw new IllegalArgumentException(
            "An image was prepared for a classifier with another input format. Prepare it with this"
                + " one.");
      }
    }
    return classifyTensors(images.stream().map(PreparedImage::numbers).toList());
  }

  /**
   * Compiles the network for batches of some sizes ahead, so that no later call has to, and keeps
   * as many graphs as there are sizes. Each has memory for its batch. Does nothing else where
   * networks are not compiled.
   *
   * @param batchSizes the sizes, each at least 1
   * @throws IllegalArgumentException if one is less than 1
   * @throws IllegalStateException if the classifier is closed
   */
  public void warmUp(int... batchSizes) {
    for (int size : batchSizes) {
      requireSize(size);
    }
    core.warmUp(tensors.of(black), batchSizes);
  }

  /**
   * Compares what batches of a size compute now, by a compiled graph if there is one, with the
   * logits that were stored when the network was saved.
   *
   * @param batchSize the size, at least 1
   * @return the difference in words; empty if there is none but rounding
   * @throws IllegalArgumentException if the size is less than 1
   * @throws IllegalStateException if no logits were stored, or the classifier is closed
   */
  public Optional<String> differenceFromStored(int batchSize) {
    requireSize(batchSize);
    return core.differenceFromStored(batchSize);
  }

  private static void requireSize(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("The batch size is %s. Give at least 1.".formatted(size));
    }
  }

  @Override
  public ClassificationReport evaluate(ExampleDataset dataset) {
    return core.evaluate(dataset);
  }

  @Override
  public Manifest manifest() {
    return core.manifest();
  }

  @Override
  public void close() {
    core.close();
  }

  /** Returns the number of batch sizes that run as a static graph. */
  int graphs() {
    return core.graphs();
  }
}
