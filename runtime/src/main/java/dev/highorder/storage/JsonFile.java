package dev.highorder.storage;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * A JSON file that is read without trust: manifests, checkpoints and jobs. Only a regular file of
 * bounded size is opened, only JSON is taken, and every value is checked before it is used.
 */
@SuppressWarnings("exports") // of Gson's types: public only for other rooms of this library
public final class JsonFile {

  /** The largest size of a file. One of a thousand epochs and classes has well under a megabyte. */
  public static final int MAX_BYTES = 16 << 20;

  private final Path file;

  /** Creates a handle; nothing is read yet. */
  public JsonFile(Path file) {
    this.file = file;
  }

  /**
   * Reads the object that the file holds.
   *
   * @throws StorageException if there is no such file, it is not a regular file (symbolic links are
   *     not followed), it is larger than {@value #MAX_BYTES} bytes, is not a JSON object in UTF-8,
   *     or cannot be read
   */
  public JsonObject read() throws StorageException {
    try {
      JsonElement json = JsonTree.parse(text());
      if (!json.isJsonObject()) {
        throw damaged("it is not a JSON object", null);
      }
      return json.getAsJsonObject();
    } catch (StorageException e) {
      throw e;
    } catch (IOException e) {
      throw StorageException.unreadable(file, e);
    } catch (JsonParseException e) {
      throw damaged(StorageException.reason(e), e);
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw damaged("it does not fit into memory", e);
    }
  }

  private String text() throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw damaged("it is not a regular file", null);
    }
    AtomicReference<byte[]> bytes = new AtomicReference<>();
    Uninterrupted.run(
        () -> {
          try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            bytes.set(stream.readNBytes(MAX_BYTES + 1));
          }
        });
    if (bytes.get().length > MAX_BYTES) {
      throw damaged("it is larger than %s MiB".formatted(MAX_BYTES >> 20), null);
    }
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.get())).toString();
  }

  /**
   * Returns a whole number of the object.
   *
   * @throws StorageException if it is missing or not a whole number
   */
  public int integer(JsonObject json, String name) throws StorageException {
    try {
      return JsonShape.integer(json.get(name), name);
    } catch (JsonParseException e) {
      throw damaged(StorageException.reason(e), e);
    }
  }

  /**
   * Turns the object into a record, by {@link JsonShape#check} and Gson.
   *
   * @param gson knows the adapters of the values that are not records
   * @throws OtherVersionException if it has a key that the record has not
   * @throws StorageException if a value is missing or wrong
   */
  public <T extends Record> T convert(JsonObject json, Class<T> type, Gson gson)
      throws StorageException {
    try {
      JsonShape.check(json, type, "");
      return gson.fromJson(json, type);
    } catch (RuntimeException | LinkageError e) { // of Gson, or of a record that checks its values
      Optional<String> unknown = unknownKey(e);
      if (unknown.isPresent()) {
        throw new OtherVersionException(
            "%s has the key %s, which this version of HighOrder does not know. Use the version that wrote the file, or remove the key if it was added by hand."
                .formatted(ForeignText.show(file), unknown.get()));
      }
      throw damaged(reason(e), e);
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw damaged("it does not fit into memory", e);
    }
  }

  private static Optional<String> unknownKey(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .filter(UnknownKeyException.class::isInstance)
        .map(Throwable::getMessage)
        .findFirst();
  }

  /** Gson wraps what the constructor of a record throws, once for each record around it. */
  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof JsonParseException)) {
      cause = cause.getCause();
    }
    return StorageException.reason(cause);
  }

  private StorageException damaged(String what, Throwable cause) {
    return StorageException.damaged(file, what, cause);
  }
}
