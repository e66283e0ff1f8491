package dev.highorder.demo.experiment.run;

import ai.djl.util.JsonUtils;
import dev.highorder.storage.AtomicFile;
import dev.highorder.storage.JsonFile;
import dev.highorder.storage.Sha256;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The folder of an experiment's runs: one file for each result, which appears when its run is done,
 * and the checkpoints of runs that are not. Several processes may share it.
 */
final class RunFolder {

  private static final int DIGITS = 16;

  private final Path folder;

  /**
   * Everything that a result depends on; it decides about the name of its file.
   *
   * @param plan the training
   * @param seed its seed
   * @param engine the engine that trains
   * @param trainingSha256 the digest of the training images
   * @param testSha256 that of the test images
   */
  record Origin(
      TrainingPlan plan, long seed, String engine, String trainingSha256, String testSha256) {

    private String name() {
      String stack = plan.network().stack();
      String last = stack.substring(stack.lastIndexOf('.') + 1).replaceAll("[^A-Za-z0-9-]", "-");
      return "%s-seed%s-%s"
          .formatted(last, seed, Sha256.of(JsonUtils.GSON.toJson(this)).substring(0, DIGITS));
    }
  }

  /** The content of a result's file. */
  record Content(Origin origin, RunResult result) {}

  /** The right of this process to execute a run. */
  record Claim(Path file, FileChannel channel, FileLock lock) implements AutoCloseable {

    /** Removes the file, once the result is written: nobody will claim the run again. */
    void forget() throws IOException {
      Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
      lock.close();
      channel.close();
    }
  }

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens a folder; it is created if it is missing.
   *
   * @throws IOException if it cannot be created
   */
  static RunFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new RunFolder(folder);
  }

  private Path file(Origin origin) {
    return folder.resolve(origin.name() + ".json");
  }

  /** Returns the directory of the checkpoints of a run. */
  Path checkpoints(Origin origin) {
    return folder.resolve(origin.name() + "-checkpoints");
  }

  /**
   * Reads a result.
   *
   * @return empty if the run is not done
   * @throws StorageException if its file is damaged
   */
  Optional<RunResult> read(Origin origin) throws StorageException {
    Path file = file(origin);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonFile json = new JsonFile(file);
    Content content = json.convert(json.read(), Content.class, JsonUtils.GSON);
    if (!content.origin().equals(origin)) {
      throw new StorageException(
          "%s holds the result of another run than its name says. Delete it, and the run is done again."
              .formatted(ForeignText.show(file)));
    }
    return Optional.of(content.result());
  }

  /** Writes a result. */
  void write(Origin origin, RunResult result) throws IOException {
    AtomicFile.write(file(origin), JsonUtils.GSON.toJson(new Content(origin, result)) + "\n");
  }

  /**
   * Claims a run for this process, until the claim is closed or the process ends.
   *
   * @return empty if another process has it
   */
  Optional<Claim> claim(Origin origin) throws IOException {
    Path file = folder.resolve(origin.name() + ".lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another thread of this process has it.
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return Optional.ofNullable(lock).map(taken -> new Claim(file, channel, taken));
  }
}
