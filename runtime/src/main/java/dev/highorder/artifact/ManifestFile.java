package dev.highorder.artifact;

import ai.djl.util.JsonUtils;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Reads and writes {@code model.json}, and trusts nothing that it reads. */
final class ManifestFile {

  static final String NAME = "model.json";

  /** A manifest of a thousand epochs and classes has well under a megabyte. */
  private static final long MOST_BYTES = 16 << 20;

  private static final int MOST_BLOCKS = 100_000;
  private static final int MOST_WIDTH = 1 << 16;
  private static final int MOST_SIDE = 1 << 14;

  private final Path file;

  ManifestFile(Path directory) {
    file = directory.resolve(NAME);
  }

  /** Writes a manifest. */
  void write(Manifest manifest) throws IOException {
    Files.writeString(file, JsonUtils.GSON_PRETTY.toJson(manifest) + "\n");
  }

  /** Reads a manifest whose every value is present and in range. */
  Manifest read() throws SavedModelException {
    Manifest manifest;
    try {
      if (!Files.isRegularFile(file)) {
        throw new SavedModelException(
            "%s is not a saved classifier: it has no %s. Give the directory that was saved."
                .formatted(file.getParent(), NAME));
      }
      if (Files.size(file) > MOST_BYTES) {
        throw broken("it is larger than %d MiB".formatted(MOST_BYTES >> 20), null);
      }
      manifest = JsonUtils.GSON.fromJson(Files.readString(file), Manifest.class);
    } catch (JsonParseException | IllegalArgumentException | NullPointerException e) {
      throw broken(String.valueOf(e.getMessage()), e);
    } catch (SavedModelException e) {
      throw e;
    } catch (IOException e) {
      throw broken("it cannot be read: " + e, e);
    }
    check(manifest);
    return manifest;
  }

  private void check(Manifest manifest) throws SavedModelException {
    require(manifest != null, "it is empty");
    if (manifest.format() != Manifest.FORMAT) {
      throw new SavedModelException(
          "%s has format %d; this version of HighOrder reads format %d. Use the version that wrote it."
              .formatted(file, manifest.format(), Manifest.FORMAT));
    }
    checkNetwork(manifest.network());
    checkList("classes", manifest.classes());
    require(manifest.classes().size() >= 2, "classes has fewer than 2 names");
    Manifest.Input input = manifest.input();
    require(
        input != null && input.normalisation() != null, "input or its normalisation is missing");
    require(input.channels() == 3, "input.channels is not 3");
    checkRange("input.height", input.height(), MOST_SIDE);
    checkRange("input.width", input.width(), MOST_SIDE);
    Manifest.FileRecord parameters = manifest.parameters();
    require(parameters != null && parameters.sha256() != null, "parameters is missing");
    require(
        SavedClassifier.PARAMETERS.equals(parameters.name()),
        "parameters.name is not " + SavedClassifier.PARAMETERS);
  }

  private void checkNetwork(NetworkRecord network) throws SavedModelException {
    require(network != null, "network is missing");
    require(network.stack() != null && network.tableau() != null, "network is incomplete");
    require(NetworkRecord.FIXED.equals(network.step()), "network.step is not FIXED");
    require(
        Sha256.of(network.tableau()).equals(network.tableauSha256()),
        "network.tableau does not have the sum network.tableauSha256");
    checkList("network.blocks", network.blocks());
    checkList("network.widths", network.widths());
    require(
        network.blocks().size() == network.widths().size() && network.blocks().size() <= 16,
        "network.blocks and network.widths do not have one entry for each of at most 16 stacks");
    for (int blocks : network.blocks()) {
      checkRange("network.blocks", blocks, MOST_BLOCKS);
    }
    for (int width : network.widths()) {
      checkRange("network.widths", width, MOST_WIDTH);
    }
  }

  private void checkList(String name, List<?> list) throws SavedModelException {
    require(
        list != null && !list.isEmpty() && list.stream().allMatch(Objects::nonNull),
        name + " is missing or has gaps");
  }

  private void checkRange(String name, int value, int most) throws SavedModelException {
    require(value >= 1 && value <= most, "%s is %d, not 1 to %d".formatted(name, value, most));
  }

  private void require(boolean holds, String otherwise) throws SavedModelException {
    if (!holds) {
      throw broken(otherwise, null);
    }
  }

  private SavedModelException broken(String what, Throwable cause) {
    return new SavedModelException(
        "%s is damaged: %s. Restore it from a copy, or train again.".formatted(file, what), cause);
  }
}
