package dev.highorder.artifact;

import ai.djl.ndarray.types.Shape;
import ai.djl.util.JsonUtils;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.highorder.input.InputFormat;
import dev.highorder.input.InputFormatJson;
import dev.highorder.network.Layout;
import dev.highorder.network.Transition;
import dev.highorder.storage.ClassSearch;
import dev.highorder.storage.FileContent;
import dev.highorder.storage.FileRecord;
import dev.highorder.storage.JsonFile;
import dev.highorder.storage.JsonShape;
import dev.highorder.storage.Sha256;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The file {@code model.json}. Reading it trusts nothing: every value is checked. */
final class ManifestFile {

  static final String NAME = "model.json";

  private static final int MAX_STACKS = 16;
  private static final int MAX_BLOCKS = 10_000;
  private static final int MAX_WIDTH = 1 << 16;

  /** The largest number of values of an example: more than an image of 2048 x 2048 pixels has. */
  private static final long MAX_VALUES = 1 << 24;

  /** The largest number of values of the input of a stack: a gibibyte. */
  private static final long MAX_ACTIVATIONS = 1 << 28;

  static final String FILE_NAME = "[A-Za-z0-9_-]{1,50}(\\.[A-Za-z0-9_-]{1,50}){0,3}";

  private static final int TRANSITION_STRIDE = 2;

  private final Path directory;
  private final Path file;
  private final Gson gson;

  /**
   * Creates a handle; nothing is read or written yet.
   *
   * @param search finds the class of an application's input format
   */
  ManifestFile(Path directory, ClassSearch search) {
    this.directory = directory;
    file = directory.resolve(NAME);
    gson = gson(search);
  }

  /** Returns a writer and reader of manifests. */
  static Gson gson(ClassSearch search) {
    return JsonUtils.GSON_PRETTY
        .newBuilder()
        .registerTypeAdapter(InputFormat.class, new InputFormatJson(search))
        .create();
  }

  /**
   * Writes a manifest.
   *
   * @throws IllegalArgumentException if it could not be read again
   */
  void write(Manifest manifest) throws IOException {
    JsonObject json = gson.toJsonTree(manifest).getAsJsonObject();
    try {
      JsonShape.check(json, Manifest.class, "");
    } catch (JsonParseException e) {
      throw new IllegalArgumentException(
          "The classifier cannot be saved: %s. Give all of it, or none.".formatted(e.getMessage()),
          e);
    }
    check(manifest);
    Files.writeString(file, gson.toJson(json) + "\n");
  }

  /** Reads a manifest whose every value is present and in range. */
  Manifest read() throws StorageException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      if (ExportedClassifier.isIn(directory)) {
        throw new StorageException(
            "%s is an exported classifier, which can be run but not changed. Give the directory that it was exported from."
                .formatted(ForeignText.show(directory)));
      }
      boolean isNamed = !directory.toString().isEmpty();
      throw new StorageException(
          "%s is not a saved classifier: it has no %s. Give a directory that was saved."
              .formatted(ForeignText.show(isNamed ? directory : directory.toAbsolutePath()), NAME));
    }
    JsonFile json = new JsonFile(file);
    JsonObject content = json.read();
    int format = json.integer(content, "format");
    if (format < Manifest.OLDEST_FORMAT || format > Manifest.FORMAT) {
      throw new StorageException(
          "%s has format %s; this version of HighOrder reads formats %s to %s. Use the version that wrote it."
              .formatted(ForeignText.show(file), format, Manifest.OLDEST_FORMAT, Manifest.FORMAT));
    }
    Manifest manifest = json.convert(content, Manifest.class, gson);
    try {
      check(manifest);
    } catch (RuntimeException | LinkageError e) { // also of an application's input format
      throw StorageException.damaged(file, StorageException.reason(e), e);
    }
    return manifest;
  }

  /** Checks that every value is in range. */
  static void check(Manifest manifest) {
    checkNetwork(manifest.network());
    List<String> classes = manifest.classes();
    require(classes.size() >= 2, "classes has fewer than 2 names");
    require(new HashSet<>(classes).size() == classes.size(), "classes has a name twice");
    checkSizes(manifest.network(), manifest.input().shape());
    require(
        manifest.check() == null
            || manifest.check().logits().size() == OutputCheck.EXAMPLES * classes.size(),
        "check.logits does not have one number for each class and each of the two inputs");
    require(
        SavedClassifier.PARAMETERS.equals(manifest.parameters().name()),
        "parameters.name is not " + SavedClassifier.PARAMETERS);
    checkFiles(manifest.input().files());
  }

  /** The names of other files must not lead elsewhere, nor hide those of this library. */
  private static void checkFiles(List<FileRecord> files) {
    Set<String> names = new HashSet<>(Set.of(NAME, SavedClassifier.PARAMETERS));
    for (FileRecord file : files) {
      require(
          file.name().matches(FILE_NAME) && names.add(file.name()),
          "input names the file %s, whose name is taken or has other characters than letters, digits, - and _, and dots between them"
              .formatted(ForeignText.show(file.name())));
      require(
          file.bytes() >= 0 && file.bytes() <= FileContent.MAX_BYTES,
          "input names a file of %s bytes, not 0 to %s"
              .formatted(file.bytes(), FileContent.MAX_BYTES));
    }
  }

  private static void checkNetwork(NetworkRecord network) {
    checkConstant("network.layout", network.layout(), Layout.values());
    checkConstant("network.transition", network.transition(), Transition.values());
    require(
        Sha256.of(network.wiring()).equals(network.wiringSha256()),
        "network.wiring does not have the sum network.wiringSha256");
    int stacks = network.blocks().size();
    require(
        stacks == network.widths().size() && stacks >= 1 && stacks <= MAX_STACKS,
        "network.blocks and network.widths do not have one entry for each of 1 to %s stacks"
            .formatted(MAX_STACKS));
    network.blocks().forEach(blocks -> checkRange("network.blocks", blocks, MAX_BLOCKS));
    network.widths().forEach(width -> checkRange("network.widths", width, MAX_WIDTH));
    if (network.stemWidth() != null) {
      checkRange("network.stemWidth", network.stemWidth(), MAX_WIDTH);
    }
  }

  /** No tensor holds the size of an image, so a few digits could demand any memory. */
  private static void checkSizes(NetworkRecord network, Shape example) {
    long values = 1;
    for (long dimension : example.getShape()) {
      require(
          dimension >= 1 && dimension <= MAX_VALUES / values,
          "input is %s, not 1 to %s values".formatted(example, MAX_VALUES));
      values *= dimension;
    }
    boolean isImage = example.dimension() == 3;
    long positions = example.size() / example.get(example.dimension() - 1);
    if (isImage) {
      positions = example.get(1) * example.get(2);
      int stride = Layout.valueOf(network.layout()).stemStride();
      positions /= (long) stride * stride;
    }
    for (int width : network.widths()) {
      require(
          positions * width <= MAX_ACTIVATIONS,
          "input is %s, too large for the network.widths %s".formatted(example, network.widths()));
      positions /= isImage ? TRANSITION_STRIDE * TRANSITION_STRIDE : 1;
    }
  }

  private static void checkConstant(String name, String value, Enum<?>[] constants) {
    require(
        Arrays.stream(constants).anyMatch(constant -> constant.name().equals(value)),
        "%s is %s, not one of %s"
            .formatted(name, ForeignText.show(value), Arrays.toString(constants)));
  }

  private static void checkRange(String name, int value, int max) {
    require(value >= 1 && value <= max, "%s is %s, not 1 to %s".formatted(name, value, max));
  }

  private static void require(boolean isRight, String fault) {
    if (!isRight) {
      throw new IllegalArgumentException(fault);
    }
  }
}
