package dev.highorder.training.checkpoint;

import dev.highorder.storage.AtomicDirectory;
import dev.highorder.storage.OtherVersionException;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import dev.highorder.training.state.EpochResult;
import dev.highorder.training.state.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one training run, in a directory of their own. A lock file lets one process at
 * a time add and remove checkpoints.
 */
public final class Checkpoints implements AutoCloseable {

  private static final Pattern NAME = Pattern.compile("epoch-\\d{6}-batch-\\d{8}");
  private static final String LOCK = "lock";
  private static final Logger LOGGER = LoggerFactory.getLogger(Checkpoints.class);

  private final CheckpointPolicy policy;
  private final FileChannel channel;
  private final FileLock lock;

  private Checkpoints(CheckpointPolicy policy, FileChannel channel, FileLock lock) {
    this.policy = policy;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Opens a directory for writing, creates it if it does not exist, and completes what a killed
   * process left half done.
   *
   * @throws StorageException if the directory cannot be written, or another run has it open
   */
  public static Checkpoints open(CheckpointPolicy policy) throws StorageException {
    Path directory = policy.directory();
    FileChannel channel = null;
    try {
      Files.createDirectories(directory);
      Path file = directory.resolve(LOCK);
      if (Files.exists(file) && !Files.isRegularFile(file)) { // a pipe would wait for a reader
        throw new IOException(LOCK + " in it is not a regular file");
      }
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        AtomicDirectory.recover(directory);
        return new Checkpoints(policy, channel, lock);
      }
    } catch (OverlappingFileLockException e) {
      // The lock is held by this very process.
    } catch (IOException | UncheckedIOException e) {
      closeQuietly(channel);
      throw new StorageException(
          "%s cannot hold checkpoints: %s. Choose another directory."
              .formatted(ForeignText.show(directory), StorageException.reason(e)),
          e);
    }
    closeQuietly(channel);
    throw new StorageException(
        "Another training run saves its checkpoints in %s. Wait for it, stop it, or choose another directory."
            .formatted(ForeignText.show(directory)));
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Nothing was written, so nothing can be lost.
    }
  }

  /** A requirement of a checkpoint, other than that it is undamaged. */
  @FunctionalInterface
  public interface Condition {

    /**
     * Checks a checkpoint.
     *
     * @throws StorageException if it does not meet the condition
     */
    void require(Checkpoint checkpoint) throws StorageException;
  }

  /**
   * Finds the newest checkpoint that is undamaged.
   *
   * @param directory where a training run saved its checkpoints
   * @return empty if there is none, or no such directory
   * @throws StorageException if all checkpoints are damaged, with the reason of the newest, or if
   *     the newest was written by a version with another format or may not be read by this user
   */
  public static Optional<Checkpoint> newest(Path directory) throws StorageException {
    return newest(directory, checkpoint -> {});
  }

  /**
   * Finds the newest checkpoint that is undamaged and meets a condition, such as that it is of a
   * given network: one of another network may have got among those of a run.
   *
   * @param directory where a training run saved its checkpoints
   * @return empty if there is none, or no such directory
   * @throws StorageException if no checkpoint will do, with the reason of the newest, or as {@link
   *     #newest(Path)}
   */
  public static Optional<Checkpoint> newest(Path directory, Condition condition)
      throws StorageException {
    StorageException first = null;
    for (Path path : paths(directory)) {
      try {
        Checkpoint checkpoint = Checkpoint.open(path);
        condition.require(checkpoint);
        return Optional.of(checkpoint);
      } catch (OtherVersionException e) {
        throw e; // resuming from an older one would lose the steps of this one
      } catch (StorageException e) {
        if (e.getCause() instanceof AccessDeniedException) {
          throw e; // it may be whole
        }
        first = first == null ? e : first;
      } catch (RuntimeException | Error e) { // whatever is wrong, the one before may be whole
        first =
            first == null ? StorageException.damaged(path, StorageException.reason(e), e) : first;
      }
    }
    if (first != null) {
      throw first;
    }
    return Optional.empty();
  }

  /** Returns all checkpoints, damaged ones included, the newest first. */
  private static List<Path> paths(Path directory) throws StorageException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(path -> NAME.matcher(path.getFileName().toString()).matches())
          .sorted(Comparator.comparing((Path path) -> path.getFileName().toString()).reversed())
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new StorageException(
          "%s cannot be read: %s. Check its permissions and the disk."
              .formatted(ForeignText.show(directory), StorageException.reason(e)),
          e);
    }
  }

  /** Returns when checkpoints are written. */
  public CheckpointPolicy policy() {
    return policy;
  }

  /**
   * Writes a checkpoint.
   *
   * @return its directory
   * @throws StorageException if it cannot be written; earlier checkpoints are untouched
   */
  public Path write(Snapshot snapshot) throws StorageException {
    Position position = snapshot.state().position();
    Path path = path(position.epoch(), position.batch());
    new AtomicDirectory(path, existing -> {}).write(folder -> Checkpoint.write(folder, snapshot));
    return path;
  }

  /**
   * Removes the checkpoints that the policy does not keep. One that cannot be removed stays, with a
   * warning: this is no reason to end a run.
   *
   * @param results the results of the complete epochs
   * @param written a checkpoint that is kept in any case
   */
  public void prune(List<EpochResult> results, Path written) throws StorageException {
    List<Path> paths = paths(policy.directory());
    Set<Path> kept = new HashSet<>(paths.subList(0, Math.min(policy.keepLast(), paths.size())));
    kept.add(written);
    results.stream()
        .sorted(Comparator.comparingDouble(Checkpoints::accuracy).reversed())
        .limit(policy.keepBest())
        .map(result -> path(result.epoch(), 0))
        .forEach(kept::add);
    for (Path path : paths) {
      if (!kept.contains(path)) {
        try {
          Checkpoint.delete(path);
        } catch (IOException e) {
          LOGGER.warn(
              "{} is no longer needed but cannot be removed: {}",
              ForeignText.show(path),
              ForeignText.show(e));
        }
      }
    }
  }

  /**
   * Renames every checkpoint that is newer than a given one. These are damaged or of another
   * network; under their old names they would count among the newest that are kept.
   *
   * @param checkpoint the newest checkpoint from which the run can be resumed
   */
  public void setAsideNewerThan(Path checkpoint) throws StorageException {
    for (Path path : paths(policy.directory())) {
      if (path.getFileName().compareTo(checkpoint.getFileName()) > 0) {
        String name = "damaged-%s-%s".formatted(path.getFileName(), UUID.randomUUID());
        try {
          Files.move(path, path.resolveSibling(name));
          LOGGER.warn(
              "{} is damaged or of another network; it was renamed to {}",
              ForeignText.show(path),
              name);
        } catch (IOException e) {
          LOGGER.warn(
              "{} is damaged or of another network and cannot be renamed: {}",
              ForeignText.show(path),
              ForeignText.show(e));
        }
      }
    }
  }

  private static double accuracy(EpochResult result) {
    return result.validation().accuracy();
  }

  private Path path(int epoch, int batch) {
    // The root locale has the digits that NAME matches.
    return policy
        .directory()
        .resolve(String.format(Locale.ROOT, "epoch-%06d-batch-%08d", epoch, batch));
  }

  /**
   * Removes every checkpoint, so that a new run can use the directory.
   *
   * @throws StorageException if one cannot be removed
   */
  public void clear() throws StorageException {
    for (Path path : paths(policy.directory())) {
      delete(path);
    }
  }

  private static void delete(Path checkpoint) throws StorageException {
    try {
      Checkpoint.delete(checkpoint);
    } catch (IOException e) {
      throw new StorageException(
          "%s cannot be removed: %s. Check its permissions."
              .formatted(ForeignText.show(checkpoint), StorageException.reason(e)),
          e);
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      // The lock is released when the process ends at the latest.
    }
  }
}
