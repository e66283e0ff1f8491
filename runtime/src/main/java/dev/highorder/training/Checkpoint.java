package dev.highorder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.util.JsonUtils;
import dev.highorder.storage.FileRecord;
import dev.highorder.storage.SafetensorsFile;
import dev.highorder.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The whole state of a training on disk: a directory with {@code checkpoint.json}, which holds the
 * checksums of the other files, {@code state.json}, and a file of tensors for each {@link Tensors}.
 */
public final class Checkpoint {

  static final int FORMAT = 1;
  private static final String MANIFEST = "checkpoint.json";
  private static final String STATE = "state.json";

  private final Path directory;
  private final TrainingState state;
  private final Set<Tensors> tensors;

  /** A group of tensors. */
  enum Tensors {
    /** The network's parameters, statistics of normalisations among them. */
    PARAMETERS,
    /** The state of the optimizer. */
    OPTIMIZER,
    /** The averaged parameters, if the recipe averages. */
    AVERAGE,
    /** The parameters of the best epoch, if the recipe goes back to them. */
    BEST;

    String file() {
      return name().toLowerCase(Locale.ROOT) + ".safetensors";
    }
  }

  /** What {@code checkpoint.json} says. */
  private record Manifest(int format, List<FileRecord> files) {}

  private Checkpoint(Path directory, TrainingState state, Set<Tensors> tensors) {
    this.directory = directory;
    this.state = state;
    this.tensors = tensors;
  }

  /** Writes the files of a checkpoint into an empty folder. */
  static void write(Path folder, TrainingState state, Map<Tensors, Map<String, NDArray>> tensors)
      throws IOException {
    List<FileRecord> files = new ArrayList<>();
    for (Map.Entry<Tensors, Map<String, NDArray>> group : tensors.entrySet()) {
      Path file = folder.resolve(group.getKey().file());
      new SafetensorsFile(file).write(group.getValue());
      files.add(FileRecord.of(file));
    }
    Path stateFile = folder.resolve(STATE);
    Files.writeString(stateFile, JsonUtils.GSON_PRETTY.toJson(state) + "\n");
    files.add(FileRecord.of(stateFile));
    String manifest = JsonUtils.GSON_PRETTY.toJson(new Manifest(FORMAT, files));
    Files.writeString(folder.resolve(MANIFEST), manifest + "\n");
  }

  /**
   * Opens a checkpoint after checking that every file is what was written.
   *
   * @throws StorageException if it is not a checkpoint, damaged, or of another version
   */
  public static Checkpoint open(Path directory) throws StorageException {
    Path file = directory.resolve(MANIFEST);
    Manifest manifest = read(file, Manifest.class);
    if (manifest.format() != FORMAT) {
      throw new OtherFormatException(
          "%s has format %d; this version of HighOrder reads format %d. Use the version that wrote it."
              .formatted(file, manifest.format(), FORMAT));
    }
    Set<String> names = new HashSet<>();
    for (FileRecord record : manifest.files() == null ? List.<FileRecord>of() : manifest.files()) {
      boolean isPlain =
          record.name() != null && record.name().matches("[a-z]+\\.(json|safetensors)");
      if (!isPlain || record.sha256() == null) {
        throw StorageException.damaged(file, "it names the file " + record.name(), null);
      }
      record.verify(directory);
      names.add(record.name());
    }
    Set<Tensors> tensors = new HashSet<>();
    for (Tensors group : Tensors.values()) {
      if (names.contains(group.file())) {
        tensors.add(group);
      }
    }
    if (!names.contains(STATE) || !tensors.contains(Tensors.PARAMETERS)) {
      throw StorageException.damaged(file, "it lacks state or parameters", null);
    }
    TrainingState state = read(directory.resolve(STATE), TrainingState.class);
    if (state.recipe() == null || state.images() == null || state.results() == null) {
      throw StorageException.damaged(directory.resolve(STATE), "it is incomplete", null);
    }
    return new Checkpoint(directory, state, tensors);
  }

  private static <T> T read(Path file, Class<T> type) throws StorageException {
    try {
      T value = JsonUtils.GSON.fromJson(Files.readString(file), type);
      if (value == null) {
        throw StorageException.damaged(file, "it is empty", null);
      }
      return value;
    } catch (StorageException e) {
      throw e;
    } catch (IOException e) {
      throw StorageException.damaged(file, "it cannot be read: " + e, e);
    } catch (RuntimeException e) { // Gson's, and what records say of values out of range
      throw StorageException.damaged(file, "it is not what was written: " + e.getMessage(), e);
    }
  }

  /** Returns where it is. */
  public Path directory() {
    return directory;
  }

  /** Returns where the training stood. */
  public TrainingState state() {
    return state;
  }

  boolean has(Tensors group) {
    return tensors.contains(group);
  }

  /** Fills tensors of the right names and shapes with what was saved. */
  void read(Tensors group, Map<String, NDArray> target) throws StorageException {
    new SafetensorsFile(directory.resolve(group.file())).readInto(target);
  }

  /** Makes a directory no checkpoint any more, and then removes it. */
  static void delete(Path directory) throws IOException {
    Files.deleteIfExists(directory.resolve(MANIFEST));
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory);
  }
}
