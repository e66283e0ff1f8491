package dev.highorder.classifier;

import dev.highorder.artifact.Manifest;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.evaluation.ClassificationReport;
import dev.highorder.input.ImageFormat;
import dev.highorder.input.InputFormat;
import dev.highorder.input.TableFormat;
import dev.highorder.input.TextFormat;
import dev.highorder.storage.StorageException;

/**
 * A trained classifier, ready to use, whatever its examples are. Each kind of example has a class
 * that takes them in their own form: {@link ImageClassifier}, {@link TableClassifier}, {@link
 * TextClassifier}, and {@link ArrayClassifier} for numbers that an application prepares itself.
 */
public interface Classifier extends AutoCloseable {

  /**
   * Returns a builder that loads a saved classifier of any kind, as the class of its kind; one of a
   * kind of an application as an {@link ArrayClassifier}.
   */
  static ClassifierBuilder<Classifier> builder() {
    return new ClassifierBuilder<>(
        new ClassifierBuilder.Face<>(InputFormat.class, "examples", Classifier::of));
  }

  private static Classifier of(ClassifierCore core, InputFormat input) throws StorageException {
    if (input instanceof ImageFormat image) {
      return new ImageClassifier(core, image);
    }
    if (input instanceof TableFormat table) {
      return new TableClassifier(core, table);
    }
    if (input instanceof TextFormat text) {
      return new TextClassifier(core, text);
    }
    return new ArrayClassifier(core, input);
  }

  /**
   * Evaluates the classifier on labelled examples.
   *
   * @throws IllegalArgumentException if their classes or their format are not the classifier's
   * @throws ArithmeticException if the network's output is not a number
   * @throws IllegalStateException if the classifier is closed
   */
  ClassificationReport evaluate(ExampleDataset dataset);

  /** Returns the classes, the input and the origin of the classifier. */
  Manifest manifest();

  /**
   * Waits for the requests that are under way, then frees the parameters. Closing again does
   * nothing. If this is called by code that a request runs, the classifier is freed when its last
   * request ends.
   */
  @Override
  void close();
}
