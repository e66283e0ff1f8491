package dev.highorder.classifier;

import dev.highorder.artifact.Manifest;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.evaluation.ClassificationReport;
import dev.highorder.input.TextFormat;
import dev.highorder.storage.StorageException;
import dev.highorder.token.TokenNumbers;
import dev.highorder.token.WordTokenizer;
import java.nio.file.Path;
import java.util.List;

/**
 * A trained classifier of texts, ready to use.
 *
 * <pre>{@code
 * try (TextClassifier classifier = TextClassifier.load(Path.of("reviews"))) {
 *   System.out.println(classifier.classify("A great film.").best()); // good 96.1%
 * }
 * }</pre>
 *
 * <p>Threads, compilation and closing are as those of {@link ImageClassifier}.
 */
public final class TextClassifier implements Classifier {

  private static final ClassifierBuilder.Face<TextFormat, TextClassifier> FACE =
      new ClassifierBuilder.Face<>(TextFormat.class, "texts", TextClassifier::new);

  private final ClassifierCore core;
  private final TextFormat input;
  private final TokenNumbers numbers;

  TextClassifier(ClassifierCore core, TextFormat input) {
    this.core = core;
    this.input = input;
    numbers = new TokenNumbers(input.vocabulary());
    core.prepare(new float[input.length()]);
  }

  /**
   * Loads a saved classifier with the default engine on its default device. {@link #builder()} has
   * more choices.
   *
   * @param directory a directory that {@link SavedClassifier} has written
   * @throws StorageException if it is not a saved classifier of texts, is damaged, or its generated
   *     class is not found, cannot be used or is not the one that was saved
   */
  public static TextClassifier load(Path directory) throws StorageException {
    return builder().setDirectory(directory).load();
  }

  /**
   * Returns a builder, which also takes an engine, a device, a class loader and a stack factory.
   */
  public static ClassifierBuilder<TextClassifier> builder() {
    return new ClassifierBuilder<>(FACE);
  }

  /**
   * Classifies a text.
   *
   * @param text is read up to the length of the input format; tokens that are not in the vocabulary
   *     are all alike
   * @return all classes with their probabilities, the most probable first
   * @throws IllegalArgumentException if the text has no token
   * @throws IllegalStateException if the classifier is closed
   */
  public Prediction classify(String text) {
    return classifyAll(List.of(text)).get(0);
  }

  /**
   * Classifies texts together, in one batch.
   *
   * @param texts as in {@link #classify}
   * @return for each text, all classes with their probabilities
   * @throws IllegalArgumentException as {@link #classify}
   * @throws IllegalStateException if the classifier is closed
   */
  public List<Prediction> classifyAll(List<String> texts) {
    return core.classifyAll(texts.stream().map(this::numbers).toList());
  }

  private float[] numbers(String text) {
    List<String> tokens = WordTokenizer.tokens(text);
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("There is no text to classify. Give at least one word.");
    }
    return numbers.of(tokens, input.length());
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
