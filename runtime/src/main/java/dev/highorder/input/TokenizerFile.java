package dev.highorder.input;

import dev.highorder.storage.FileRecord;

/**
 * The file of a tokenizer, as a saved classifier names it.
 *
 * @param file its name, length and hash
 * @param tokens how many different numbers its tokens have, 1 to {@value #MAX_TOKENS}; the filler
 *     among them
 */
public record TokenizerFile(FileRecord file, int tokens) {

  /** The largest number of tokens, some times those of the largest vocabularies in use. */
  public static final int MAX_TOKENS = 1 << 20;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is missing or out of range
   */
  public TokenizerFile {
    if (file == null || tokens < 1 || tokens > MAX_TOKENS) {
      throw new IllegalArgumentException(
          "input.tokenizerFile has no file, or not 1 to %s tokens".formatted(MAX_TOKENS));
    }
  }
}
