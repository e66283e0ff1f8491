package dev.highorder.classifier;

import dev.highorder.artifact.Manifest;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.evaluation.ClassificationReport;
import dev.highorder.huggingface.FileTokenizer;
import dev.highorder.input.TextFormat;
import dev.highorder.storage.FileContent;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import dev.highorder.token.Tokenizer;
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
  private final Tokenizer tokenizer;

  TextClassifier(ClassifierCore core, TextFormat input) throws StorageException {
    this.core = core;
    this.input = input;
    tokenizer = tokenizer(core, input);
    core.prepare(new float[input.length()]);
  }

  private static Tokenizer tokenizer(ClassifierCore core, TextFormat input)
      throws StorageException {
    if (input.tokenizerFile() == null) {
      return new WordTokenizer(input.vocabulary());
    }
    FileContent file = core.files().get(0);
    Path path = core.directory().resolve(file.record().name());
    if (!input.tokenizer().equals(FileTokenizer.NAME)) {
      throw new StorageException(
          "%s is a tokenizer of the kind %s, which this version of HighOrder does not read. Use the version that wrote it."
              .formatted(ForeignText.show(path), ForeignText.show(input.tokenizer())));
    }
    Tokenizer tokenizer = FileTokenizer.of(file, path);
    if (!input.isOf(tokenizer)) {
      throw StorageException.damaged(
          core.directory().resolve("model.json"),
          "input.tokenizerFile says %s tokens, but the file has %s"
              .formatted(input.tokens(), tokenizer.size()),
          null);
    }
    return tokenizer;
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
   * @param text is read up to the length of the input format; words that are not in the vocabulary
   *     are all alike
   * @return all classes with their probabilities, the most probable first
   * @throws IllegalArgumentException if the text has no token, or a part that a tokenizer from a
   *     file cannot divide
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
    int[] numbers = tokenizer.numbers(text);
    if (numbers.length == 0) {
      throw new IllegalArgumentException("There is no text to classify. Give at least one word.");
    }
    return tokenizer.fit(numbers, input.length());
  }

  /** Returns the tokenizer, by which test sets are divided. */
  public Tokenizer tokenizer() {
    return tokenizer;
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
