package dev.highorder.artifact;

import ai.djl.util.JsonUtils;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.highorder.input.InputFormat;
import dev.highorder.input.InputFormatJson;
import dev.highorder.network.Layout;
import dev.highorder.network.Transition;
import dev.highorder.storage.ClassSearch;
import dev.highorder.storage.FileRecord;
import dev.highorder.storage.Sha256;
import dev.highorder.storage.StorageException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/** The file {@code model.json}. Reading it trusts nothing: every value is checked. */
final class ManifestFile {

  static final String NAME = "model.json";

  /** A manifest of a thousand epochs and classes has well under a megabyte. */
  private static final long MAX_BYTES = 16 << 20;

  private static final int MAX_BLOCKS = 10_000;
  private static final int MAX_WIDTH = 1 << 16;

  private final Path file;
  private final ClassSearch search;

  /**
   * Creates a handle; nothing is read or written yet.
   *
   * @param search finds the class of an application's input format
   */
  ManifestFile(Path directory, ClassSearch search) {
    file = directory.resolve(NAME);
    this.search = search;
  }

  /**
   * Writes a manifest.
   *
   * @throws IllegalArgumentException if it could not be read again
   */
  void write(Manifest manifest) throws IOException {
    check(manifest);
    Files.writeString(file, JsonUtils.GSON_PRETTY.toJson(manifest) + "\n");
  }

  /** Reads a manifest whose every value is present and in range. */
  Manifest read() throws StorageException {
    JsonObject json = json();
    int format;
    try {
      format = json.get("format").getAsInt();
    } catch (RuntimeException e) { // as Gson does if it is missing or not a number
      throw broken("it has no format number", e);
    }
    if (format < Manifest.OLDEST_FORMAT || format > Manifest.FORMAT) {
      throw new StorageException(
          "%s has format %s; this version of HighOrder reads formats %s to %s. Use the version that wrote it."
              .formatted(file, format, Manifest.OLDEST_FORMAT, Manifest.FORMAT));
    }
    try {
      Manifest manifest =
          JsonUtils.GSON
              .newBuilder()
              .registerTypeAdapter(InputFormat.class, new InputFormatJson(search))
              .create()
              .fromJson(json, Manifest.class);
      check(manifest);
      return manifest;
    } catch (RuntimeException e) { // from Gson, or about values out of range
      throw broken(reason(e), e);
    }
  }

  /** Gson wraps what the constructor of a record throws, once for each record around it. */
  private static String reason(RuntimeException e) {
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof JsonParseException)) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private JsonObject json() throws StorageException {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new StorageException(
            "%s is not a saved classifier: it has no %s. Give a directory that was saved."
                .formatted(file.getParent(), NAME));
      }
      if (Files.size(file) > MAX_BYTES) {
        throw broken("it is larger than %s MiB".formatted(MAX_BYTES >> 20), null);
      }
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw broken("it is not a JSON object", e);
    } catch (StorageException e) {
      throw e;
    } catch (CharacterCodingException e) {
      throw broken("it is not UTF-8", e);
    } catch (ClosedByInterruptException e) {
      throw new StorageException(
          "%s was not read, since its thread was interrupted. Load the classifier again."
              .formatted(file),
          e);
    } catch (IOException e) {
      throw new StorageException(
          "%s cannot be read: %s. Check its permissions and the disk.".formatted(file, e), e);
    }
  }

  private static void check(Manifest manifest) {
    checkNetwork(manifest.network());
    checkList("classes", manifest.classes());
    require(manifest.classes().size() >= 2, "classes has fewer than 2 names");
    require(
        new HashSet<>(manifest.classes()).size() == manifest.classes().size(),
        "classes has a name twice");
    require(manifest.input() != null, "input is missing");
    require(
        manifest.check() == null
            || manifest.check().logits().size() == OutputCheck.EXAMPLES * manifest.classes().size(),
        "check.logits does not have one number for each class and each of the two inputs");
    FileRecord parameters = manifest.parameters();
    require(parameters != null && parameters.sha256() != null, "parameters is missing");
    require(
        SavedClassifier.PARAMETERS.equals(parameters.name()),
        "parameters.name is not " + SavedClassifier.PARAMETERS);
  }

  private static void checkNetwork(NetworkRecord network) {
    require(network != null, "network is missing");
    require(network.stack() != null && network.wiring() != null, "network is incomplete");
    require(network.weights() != null, "network.weights is missing");
    require(network.step() != null, "network.step is missing");
    checkConstant("network.layout", network.layout(), Layout.values());
    checkConstant("network.transition", network.transition(), Transition.values());
    require(
        Sha256.of(network.wiring()).equals(network.wiringSha256()),
        "network.wiring does not have the sum network.wiringSha256");
    checkList("network.blocks", network.blocks());
    checkList("network.widths", network.widths());
    require(
        network.blocks().size() == network.widths().size() && network.blocks().size() <= 16,
        "network.blocks and network.widths do not have one entry for each of at most 16 stacks");
    for (int blocks : network.blocks()) {
      checkRange("network.blocks", blocks, MAX_BLOCKS);
    }
    for (int width : network.widths()) {
      checkRange("network.widths", width, MAX_WIDTH);
    }
  }

  private static void checkConstant(String name, String value, Enum<?>[] constants) {
    require(
        Arrays.stream(constants).anyMatch(constant -> constant.name().equals(value)),
        "%s is %s, not one of %s".formatted(name, value, Arrays.toString(constants)));
  }

  private static void checkList(String name, List<?> list) {
    require(
        list != null && !list.isEmpty() && list.stream().allMatch(Objects::nonNull),
        name + " is missing or has gaps");
  }

  private static void checkRange(String name, int value, int max) {
    require(value >= 1 && value <= max, "%s is %s, not 1 to %s".formatted(name, value, max));
  }

  private static void require(boolean isRight, String fault) {
    if (!isRight) {
      throw new IllegalArgumentException(fault);
    }
  }

  private StorageException broken(String fault, Throwable cause) {
    return StorageException.damaged(file, fault, cause);
  }
}
