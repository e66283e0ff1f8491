package dev.highorder.huggingface;

import ai.djl.engine.Engine;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.highorder.engine.Engines;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** A tokenizer of DJL's extension, and what can be wrong with it. */
final class NativeTokenizer {

  /** The library is the same with CUDA, but DJL would download it where there is a GPU. */
  private static final String FLAVOR = "RUST_FLAVOR";

  /** All texts are cut and filled in one place, which also handles measured vocabularies. */
  private static final Map<String, String> OPTIONS =
      Map.of("truncation", "DO_NOT_TRUNCATE", "padding", "DO_NOT_PAD");

  private final HuggingFaceTokenizer tokenizer;

  private NativeTokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Creates a tokenizer.
   *
   * @param path the file, for messages
   * @throws StorageException if DJL's extension is missing or does not load, or does not take the
   *     file
   */
  static NativeTokenizer of(byte[] json, Path path) throws StorageException {
    requireLibrary(path);
    try {
      return new NativeTokenizer(
          HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), OPTIONS));
    } catch (IOException | RuntimeException e) {
      throw VocabularyReader.unusable(path, StorageException.reason(e), e);
    }
  }

  private static void requireLibrary(Path path) throws StorageException {
    Engines.forbidReports();
    if (System.getProperty(FLAVOR) == null && System.getenv(FLAVOR) == null) {
      System.setProperty(FLAVOR, "cpu");
    }
    try {
      NativeLibrary.require();
    } catch (NoClassDefFoundError e) {
      throw new StorageException(
          "%s needs DJL's extension for Hugging Face tokenizers, which is not on the class path. Add the Maven artifact %s:%s."
              .formatted(ForeignText.show(path), FileTokenizer.ARTIFACT, Engine.getDjlVersion()),
          e);
    } catch (RuntimeException | LinkageError e) {
      throw new StorageException(
          "%s needs the native library of %s, which does not load on %s %s: %s. It exists for Linux (x86_64, aarch64), macOS (aarch64) and Windows (x86_64): use one of these, or train without a tokenizer."
              .formatted(
                  ForeignText.show(path),
                  FileTokenizer.ARTIFACT,
                  System.getProperty("os.name"),
                  System.getProperty("os.arch"),
                  StorageException.reason(e)),
          e);
    }
  }

  /**
   * Returns the numbers of the tokens of a text; none if all of them are special.
   *
   * @throws IllegalArgumentException if a part of the text has no number
   */
  long[] ids(String text) {
    try {
      Encoding encoding = tokenizer.encode(text);
      boolean isEmpty = Arrays.stream(encoding.getSpecialTokenMask()).allMatch(mask -> mask == 1);
      return isEmpty ? new long[0] : encoding.getIds();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "the tokenizer cannot divide the text: %s. Use a tokenizer with a token for unknown parts."
              .formatted(ForeignText.show(StorageException.reason(e))),
          e);
    } finally {
      Reference.reachabilityFence(tokenizer); // its finalizer frees what encode uses
    }
  }
}
