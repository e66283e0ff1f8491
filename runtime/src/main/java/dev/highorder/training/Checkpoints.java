package dev.highorder.training;

import ai.djl.ndarray.NDArray;
import dev.highorder.storage.AtomicDirectory;
import dev.highorder.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one training in a directory of their own, of which one process at a time may
 * add and remove any.
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
   * Opens a directory for a training, and creates it if need be.
   *
   * @throws StorageException if it cannot be written, or another process trains there
   */
  static Checkpoints open(CheckpointPolicy policy) throws StorageException {
    Path directory = policy.directory();
    FileChannel channel = null;
    try {
      Files.createDirectories(directory);
      channel =
          FileChannel.open(
              directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        AtomicDirectory.recover(directory);
        return new Checkpoints(policy, channel, lock);
      }
    } catch (OverlappingFileLockException e) {
      // This very process, which is no better than another one.
    } catch (IOException e) {
      closeQuietly(channel);
      throw new StorageException(
          "%s cannot hold checkpoints: %s. Choose another directory.".formatted(directory, e), e);
    }
    closeQuietly(channel);
    throw new StorageException(
        "Another training saves its checkpoints in %s. Wait for it, stop it, or choose another directory."
            .formatted(directory));
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Nothing was written.
    }
  }

  /**
   * Finds the newest checkpoint that is whole.
   *
   * @param directory where a training saved its checkpoints
   * @return empty if there is none, or no such directory
   * @throws StorageException if there are checkpoints but all are damaged, for the newest's reason,
   *     or the newest is of another version
   */
  public static Optional<Checkpoint> newest(Path directory) throws StorageException {
    StorageException first = null;
    for (Path path : paths(directory)) {
      try {
        return Optional.of(Checkpoint.open(path));
      } catch (OtherFormatException e) {
        throw e; // going on from an older one would lose what this one holds
      } catch (StorageException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
    return Optional.empty();
  }

  /** The checkpoints, whole or not, the newest first. */
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
      throw new StorageException("%s cannot be read: %s.".formatted(directory, e), e);
    }
  }

  /**
   * Writes a checkpoint.
   *
   * @throws StorageException if it cannot be written; those that were there are untouched
   */
  Path write(TrainingState state, Map<Checkpoint.Tensors, Map<String, NDArray>> tensors)
      throws StorageException {
    Path path = path(state.epoch(), state.batch());
    new AtomicDirectory(path, existing -> {})
        .write(folder -> Checkpoint.write(folder, state, tensors));
    return path;
  }

  /**
   * Keeps the newest, and those after the epochs with the best accuracies. One that cannot be
   * removed stays, with a warning: it is no reason to end a training.
   *
   * @param results those of the complete epochs
   * @param written is kept in any case
   */
  void prune(List<EpochResult> results, Path written) throws StorageException {
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
          LOGGER.warn("{} is not needed any more, but cannot be removed: {}", path, e.toString());
        }
      }
    }
  }

  /**
   * Puts aside what is newer than the newest whole checkpoint, under a name of its own: it is
   * damaged, or could not be read, and would else count as one of the newest.
   */
  void putAsideNewerThan(Path checkpoint) throws StorageException {
    for (Path path : paths(policy.directory())) {
      if (path.getFileName().compareTo(checkpoint.getFileName()) > 0) {
        String name = "damaged-%s-%s".formatted(path.getFileName(), UUID.randomUUID());
        try {
          Files.move(path, path.resolveSibling(name));
          LOGGER.warn("{} is not whole; it is called {} now", path, name);
        } catch (IOException e) {
          LOGGER.warn("{} is not whole, and cannot be renamed: {}", path, e.toString());
        }
      }
    }
  }

  private static double accuracy(EpochResult result) {
    return result.validation().accuracy();
  }

  private Path path(int epoch, int batch) {
    // With the digits of the root locale, as NAME has them.
    return policy
        .directory()
        .resolve(String.format(Locale.ROOT, "epoch-%06d-batch-%08d", epoch, batch));
  }

  /**
   * Removes every checkpoint of a directory, for a training that starts anew.
   *
   * @throws StorageException if another process trains there, or one cannot be removed
   */
  public static void clear(Path directory) throws StorageException {
    try (Checkpoints checkpoints = open(CheckpointPolicy.in(directory))) {
      for (Path path : paths(checkpoints.policy.directory())) {
        delete(path);
      }
    }
  }

  private static void delete(Path checkpoint) throws StorageException {
    try {
      Checkpoint.delete(checkpoint);
    } catch (IOException e) {
      throw new StorageException("%s cannot be removed: %s.".formatted(checkpoint, e), e);
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      // The process's end releases it too.
    }
  }
}
