package dev.highorder.huggingface;

import dev.highorder.input.TokenizerFile;
import dev.highorder.storage.FileContent;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import dev.highorder.token.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A tokenizer that a file {@code tokenizer.json} of Hugging Face's library describes. It needs the
 * artifact {@value #ARTIFACT} on the class path, in the version of DJL, and no network.
 *
 * <p>The numbers are those of the file, with the special tokens that it adds; the number behind the
 * last one fills. What the file says about padding and truncation has no effect.
 *
 * <p>Instances are safe for use by several threads, and free their native memory themselves.
 */
public final class FileTokenizer implements Tokenizer {

  /** The name in saved classifiers. */
  public static final String NAME = "hugging-face";

  /** The Maven artifact that is needed, without its version. */
  public static final String ARTIFACT = "ai.djl.huggingface:tokenizers";

  /** The name of the file in saved classifiers. */
  public static final String FILE = "tokenizer.json";

  private final FileContent file;
  private final int ids;
  private final NativeTokenizer tokenizer;

  private FileTokenizer(FileContent file, int ids, NativeTokenizer tokenizer) {
    this.file = file;
    this.ids = ids;
    this.tokenizer = tokenizer;
  }

  /**
   * Reads a file.
   *
   * @throws StorageException if it does not exist, is too large, or is not a tokenizer; or if the
   *     artifact is not on the class path, or has no native library for this platform
   */
  public static FileTokenizer read(Path file) throws StorageException {
    return of(FileContent.read(file, FILE), file);
  }

  /**
   * Creates the tokenizer of a file that was read.
   *
   * @param path where it was read, for messages
   * @throws StorageException as {@link #read}
   */
  public static FileTokenizer of(FileContent file, Path path) throws StorageException {
    byte[] bytes = file.bytes();
    int ids = new VocabularyReader(path).ids(bytes);
    if (ids >= TokenizerFile.MAX_TOKENS) {
      throw VocabularyReader.unusable(
          path, "it has more than %s tokens".formatted(TokenizerFile.MAX_TOKENS - 1), null);
    }
    return new FileTokenizer(file, ids, NativeTokenizer.of(bytes, path));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int size() {
    return ids + 1;
  }

  @Override
  public int filler() {
    return ids;
  }

  @Override
  public List<String> vocabulary() {
    return List.of();
  }

  @Override
  public Optional<FileContent> file() {
    return Optional.of(file);
  }

  @Override
  public int[] numbers(String text) {
    long[] found = tokenizer.ids(text);
    int[] numbers = new int[found.length];
    for (int i = 0; i < found.length; i++) {
      if (found[i] < 0 || found[i] >= ids) {
        throw new IllegalArgumentException(
            "the tokenizer gives a token the number %s, but its vocabulary ends at %s. Correct its file."
                .formatted(found[i], ids - 1));
      }
      numbers[i] = (int) found[i];
    }
    return numbers;
  }

  @Override
  public String toString() {
    return "%s tokens of the file with the SHA-256 %s"
        .formatted(ids, ForeignText.show(file.record().sha256()));
  }
}
