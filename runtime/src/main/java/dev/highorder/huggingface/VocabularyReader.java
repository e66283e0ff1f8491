package dev.highorder.huggingface;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A reader of two facts in a file {@code tokenizer.json}: the largest number of a token, and
 * whether the same text always becomes the same tokens.
 */
final class VocabularyReader {

  private final Path path;
  private long largest = -1;

  /**
   * Creates a reader.
   *
   * @param path the file, for messages
   */
  VocabularyReader(Path path) {
    this.path = path;
  }

  /**
   * Returns how many numbers there are: the largest one of a token, and 1.
   *
   * @throws StorageException if it is not the JSON of a tokenizer, or its tokens are drawn at
   *     random
   */
  int ids(byte[] json) throws StorageException {
    InputStreamReader text =
        new InputStreamReader(
            new ByteArrayInputStream(json),
            StandardCharsets.UTF_8.newDecoder()); // malformed: fails
    try (JsonReader in = new JsonReader(text)) {
      in.setStrictness(Strictness.STRICT);
      members(in, this::readTop);
    } catch (StorageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Gson adds a line with the address of a page about its errors.
      throw unusable(path, StorageException.reason(e).lines().findFirst().orElse(""), e);
    }
    if (largest < 0 || largest >= Integer.MAX_VALUE) {
      throw unusable(path, "it has no vocabulary in model.vocab", null);
    }
    return (int) largest + 1;
  }

  /** Returns an exception for a file that is no tokenizer, or none that can be used. */
  static StorageException unusable(Path path, String fault, Exception cause) {
    return new StorageException(
        "%s is not a tokenizer that can be used: %s. Give a tokenizer.json of Hugging Face's library."
            .formatted(ForeignText.show(path), fault),
        cause);
  }

  /** Reads a member of an object. */
  private interface Member {
    void read(JsonReader in, String name) throws IOException;
  }

  private static void members(JsonReader in, Member member) throws IOException {
    in.beginObject();
    while (in.hasNext()) {
      member.read(in, in.nextName());
    }
    in.endObject();
  }

  private void readTop(JsonReader in, String name) throws IOException {
    switch (name) {
      case "model" -> members(in, this::readModel);
      case "added_tokens" -> readAddedTokens(in);
      default -> in.skipValue();
    }
  }

  private void readAddedTokens(JsonReader in) throws IOException {
    in.beginArray();
    while (in.hasNext()) {
      members(
          in,
          (token, name) -> {
            if (name.equals("id")) {
              add(token.nextLong());
            } else {
              token.skipValue();
            }
          });
    }
    in.endArray();
  }

  private void readModel(JsonReader in, String name) throws IOException {
    if (name.equals("vocab")) {
      readVocabulary(in);
    } else if (name.equals("dropout") && in.peek() == JsonToken.NUMBER) {
      if (in.nextDouble() != 0) {
        throw unusable(path, "model.dropout divides a text at random. Set it to null", null);
      }
    } else {
      in.skipValue();
    }
  }

  /** Most models map tokens to numbers; those of Unigram are numbered in their order. */
  private void readVocabulary(JsonReader in) throws IOException {
    if (in.peek() == JsonToken.BEGIN_OBJECT) {
      members(in, (token, name) -> add(token.nextLong()));
      return;
    }
    in.beginArray();
    for (long number = 0; in.hasNext(); number++) {
      in.skipValue();
      add(number);
    }
    in.endArray();
  }

  private void add(long number) throws StorageException {
    if (number < 0) {
      throw unusable(path, "a token has the number " + number, null);
    }
    largest = Math.max(largest, number);
  }
}
