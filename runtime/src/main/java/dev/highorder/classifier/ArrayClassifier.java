package dev.highorder.classifier;

import dev.highorder.artifact.Manifest;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.evaluation.ClassificationReport;
import dev.highorder.input.InputFormat;
import dev.highorder.storage.StorageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A trained classifier of examples that the application turns into numbers itself. It loads saved
 * classifiers of every kind.
 *
 * <p>Threads, compilation and closing are as those of {@link ImageClassifier}.
 */
public final class ArrayClassifier implements Classifier {

  private static final ClassifierBuilder.Face<InputFormat, ArrayClassifier> FACE =
      new ClassifierBuilder.Face<>(InputFormat.class, "examples", ArrayClassifier::new);

  private final ClassifierCore core;
  private final InputFormat input;

  ArrayClassifier(ClassifierCore core, InputFormat input) {
    this.core = core;
    this.input = input;
    core.prepare(new float[length()]);
  }

  /**
   * Loads a saved classifier with the default engine on its default device. {@link #builder()} has
   * more choices.
   *
   * @param directory a directory that {@link SavedClassifier} has written
   * @throws StorageException if it is not a saved classifier, is damaged, or its generated class is
   *     not found, cannot be used or is not the one that was saved
   */
  public static ArrayClassifier load(Path directory) throws StorageException {
    return builder().setDirectory(directory).load();
  }

  /**
   * Returns a builder, which also takes an engine, a device, a class loader and a stack factory.
   */
  public static ClassifierBuilder<ArrayClassifier> builder() {
    return new ClassifierBuilder<>(FACE);
  }

  private int length() {
    return Math.toIntExact(input.shape().size());
  }

  /**
   * Classifies an example.
   *
   * @param example the numbers that the network reads, in row-major order
   * @return all classes with their probabilities, the most probable first
   * @throws IllegalArgumentException if there are not as many numbers as the input format has
   * @throws IllegalStateException if the classifier is closed
   */
  public Prediction classify(float[] example) {
    return classifyAll(List.of(example)).get(0);
  }

  /**
   * Classifies examples together, in one batch.
   *
   * @param examples as in {@link #classify}
   * @return for each example, all classes with their probabilities
   * @throws IllegalArgumentException as {@link #classify}
   * @throws IllegalStateException if the classifier is closed
   */
  public List<Prediction> classifyAll(List<float[]> examples) {
    for (float[] example : examples) {
      if (Objects.requireNonNull(example, "example").length != length()) {
        throw new IllegalArgumentException(
            "An example has %s numbers, but the network reads %s. Give %s numbers."
                .formatted(example.length, input.shape(), length()));
      }
    }
    return core.classifyAll(examples);
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
}
