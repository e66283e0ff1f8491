package dev.highorder.training.checkpoint;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.util.JsonUtils;
import com.google.gson.JsonObject;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.engine.Engines;
import dev.highorder.input.InputFormat;
import dev.highorder.storage.FileRecord;
import dev.highorder.storage.JsonFile;
import dev.highorder.storage.OtherVersionException;
import dev.highorder.storage.SafetensorsFile;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import dev.highorder.training.state.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The whole state of a training run on disk: a directory with {@code checkpoint.json}, which holds
 * the checksums of the other files, {@code state.json}, and one file for each group of tensors,
 * such as {@code parameters.safetensors}.
 */
public final class Checkpoint {

  /** The format that is written. Format 1, which is read too, has flat numbers of one callback. */
  static final int FORMAT = 2;

  private static final int OLDEST_FORMAT = 1;
  private static final String MANIFEST = "checkpoint.json";
  private static final String STATE = "state.json";
  private static final String EXTENSION = ".safetensors";

  private final Path directory;
  private final StateFile stateFile;
  private final TrainingState state;
  private final Set<String> files;

  /** The content of {@code checkpoint.json}. */
  private record Manifest(int format, List<FileRecord> files) {}

  private Checkpoint(Path directory, StateFile stateFile, Set<String> files)
      throws StorageException {
    this.directory = directory;
    this.stateFile = stateFile;
    this.files = files;
    state = toState(directory, stateFile);
  }

  private static void write(Path file, Map<String, NDArray> tensors) throws IOException {
    SafetensorsFile target = new SafetensorsFile(file);
    if (tensors.isEmpty()) {
      target.write(tensors);
      return;
    }
    Engine engine = tensors.values().iterator().next().getManager().getEngine();
    Engines.backend(engine).run(() -> target.write(tensors));
  }

  /** Writes the files of a checkpoint into an empty folder. */
  static void write(Path folder, Snapshot snapshot) throws IOException {
    List<FileRecord> files = new ArrayList<>();
    for (Map.Entry<String, Map<String, NDArray>> group : snapshot.tensors().entrySet()) {
      Path file = folder.resolve(group.getKey() + EXTENSION);
      write(file, group.getValue());
      files.add(FileRecord.of(file));
    }
    Path stateFile = folder.resolve(STATE);
    String json = JsonUtils.GSON_PRETTY.toJson(StateFile.of(snapshot.state()));
    Files.writeString(stateFile, json + "\n");
    files.add(FileRecord.of(stateFile));
    String manifest = JsonUtils.GSON_PRETTY.toJson(new Manifest(FORMAT, files));
    Files.writeString(folder.resolve(MANIFEST), manifest + "\n");
  }

  /**
   * Opens a checkpoint and verifies every file: its checksum, its form, and that every value of a
   * tensor is a finite number.
   *
   * @throws StorageException if the directory is not a checkpoint, is damaged, or was written by a
   *     version with another format
   */
  public static Checkpoint open(Path directory) throws StorageException {
    Path file = directory.resolve(MANIFEST);
    Manifest manifest = manifest(file);
    Set<String> names = verifiedFiles(directory, manifest);
    if (!names.contains(STATE) || !names.contains(Snapshot.PARAMETERS + EXTENSION)) {
      throw StorageException.damaged(file, "it lists no state or no parameters", null);
    }
    JsonFile state = new JsonFile(directory.resolve(STATE));
    return new Checkpoint(
        directory, state.convert(state.read(), StateFile.class, JsonUtils.GSON), names);
  }

  private static Manifest manifest(Path file) throws StorageException {
    JsonFile json = new JsonFile(file);
    JsonObject content = json.read();
    int format = json.integer(content, "format");
    if (format > FORMAT) {
      throw new OtherVersionException(
          "%s has format %s, but this version of HighOrder reads the formats %s to %s. Use the version that wrote it."
              .formatted(ForeignText.show(file), format, OLDEST_FORMAT, FORMAT));
    }
    if (format < OLDEST_FORMAT) {
      throw StorageException.damaged(file, "its format is " + format, null);
    }
    return json.convert(content, Manifest.class, JsonUtils.GSON);
  }

  private static Set<String> verifiedFiles(Path directory, Manifest manifest)
      throws StorageException {
    Set<String> names = new HashSet<>();
    for (FileRecord record : manifest.files()) {
      if (!record.name().matches("[a-z][a-z0-9-]*\\.(json|safetensors)")) {
        throw StorageException.damaged(
            directory.resolve(MANIFEST),
            "it names the file " + ForeignText.show(record.name()),
            null);
      }
      if (!names.add(record.name())) {
        throw StorageException.damaged(
            directory.resolve(MANIFEST), "it names %s twice".formatted(record.name()), null);
      }
      record.verify(directory);
      if (record.name().endsWith(EXTENSION)) {
        new SafetensorsFile(directory.resolve(record.name())).requireFinite();
      }
    }
    return names;
  }

  private static TrainingState toState(Path directory, StateFile state) throws StorageException {
    try {
      state.check();
      return state.toState();
    } catch (IllegalArgumentException e) { // records check their values
      throw StorageException.damaged(
          directory.resolve(STATE),
          "its values do not fit together: " + StorageException.reason(e),
          e);
    }
  }

  /** Returns the directory. */
  public Path directory() {
    return directory;
  }

  /** Returns the state of the run when the checkpoint was written. */
  public TrainingState state() {
    return state;
  }

  /**
   * Returns the format in which the network reads an example.
   *
   * @param training the training set of the run; format 1 takes the size of the examples from it
   */
  public InputFormat inputFor(ExampleSet training) {
    return stateFile.inputFor(training);
  }

  /**
   * Returns whether the checkpoint has a group of tensors.
   *
   * @param group the group's name, as in {@link Snapshot#tensors}
   */
  public boolean has(String group) {
    return files.contains(group + EXTENSION);
  }

  /**
   * Returns the shapes of a group of tensors by their names.
   *
   * @param group the group's name
   * @throws StorageException if the file cannot be read
   */
  public Map<String, Shape> shapes(String group) throws StorageException {
    return file(group).shapes();
  }

  /**
   * Returns an exception for a group whose tensors are not those of a network.
   *
   * @param what the difference, such as {@code "it lacks 2 tensors"}
   */
  public StorageException mismatch(String group, String what) {
    return file(group).mismatch(what);
  }

  /**
   * Checks that a group has exactly the tensors of these names.
   *
   * @param group the group's name
   * @throws StorageException if it lacks one, or has another
   */
  public void requireNames(String group, Set<String> names) throws StorageException {
    file(group).requireNames(names);
  }

  /**
   * Reads a group of tensors.
   *
   * @param group the group's name
   * @param target tensors of the same names and shapes, which are overwritten
   * @throws StorageException if names or shapes differ from those in the file
   */
  public void read(String group, Map<String, NDArray> target) throws StorageException {
    file(group).readInto(target);
  }

  /**
   * Reads the parameters of a network.
   *
   * @param network is initialised; its values are overwritten
   * @throws StorageException if it has other parameters, or a variance of the file is negative
   */
  public void readParameters(Block network) throws StorageException {
    file(Snapshot.PARAMETERS).readParameters(network);
  }

  private SafetensorsFile file(String group) {
    return new SafetensorsFile(directory.resolve(group + EXTENSION));
  }

  /** Removes a checkpoint. The manifest goes first: what is left is not a checkpoint any more. */
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
