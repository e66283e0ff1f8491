package dev.highorder.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A directory that is written and replaced atomically: readers and a process that is killed at any
 * moment see the old contents or the new ones, never a mixture.
 *
 * <p>The contents are written to a hidden sibling, forced to disk and renamed. Between the two
 * renames of a replacement there is a moment without the directory; {@link #recover} restores it
 * after a crash at that moment.
 */
public final class AtomicDirectory {

  private static final Pattern LEFTOVER = Pattern.compile("\\.(.*)\\.(new|old)-[0-9a-f-]{36}");

  /** The prefix of files that are written only to test whether that is possible. */
  private static final String PROBE = ".writable";

  private final Path directory;
  private final Replaceable replaceable;

  /** Decides whether an existing directory may be replaced. */
  @FunctionalInterface
  public interface Replaceable {

    /** Forbids to replace anything. */
    Replaceable NEVER =
        directory -> {
          throw new StorageException(
              "%s exists already. Choose another directory, or allow overwriting."
                  .formatted(directory));
        };

    /**
     * Checks that a directory may be replaced.
     *
     * @throws StorageException if it must not
     */
    void check(Path directory) throws StorageException;
  }

  /** Writes the files of a directory. */
  @FunctionalInterface
  public interface Contents {

    /** Writes the files into an existing empty folder. */
    void writeTo(Path folder) throws IOException;
  }

  /**
   * Creates a handle; nothing is read or written yet.
   *
   * @param directory the directory; missing parents are created when it is written
   * @param replaceable decides whether it may be replaced if it exists
   */
  public AtomicDirectory(Path directory, Replaceable replaceable) {
    this.directory = directory.toAbsolutePath().normalize();
    this.replaceable = replaceable;
  }

  /**
   * Creates the parent directories, and checks that the directory can be written and may be
   * replaced if it exists.
   *
   * @throws StorageException if it must not be replaced, or nothing can be written there
   */
  public void requireWritable() throws StorageException {
    if (Files.exists(directory)) {
      replaceable.check(directory);
    }
    try {
      Files.createDirectories(directory.getParent());
      Files.delete(Files.createTempFile(directory.getParent(), PROBE, ""));
    } catch (IOException e) {
      throw new StorageException(
          "%s cannot be written: %s. %s"
              .formatted(directory.getParent(), e, StorageException.remedyOfWriting(e)),
          e);
    }
  }

  /**
   * Writes the contents to a hidden sibling, forces them to disk, and renames it to the directory.
   * An interrupt of the thread does not cut this short.
   *
   * @throws StorageException if that fails. The directory is then unchanged; only if the message
   *     says that it was saved, it has its new contents and may be lost in a power failure
   */
  public void write(Contents contents) throws StorageException {
    boolean isInterrupted = Thread.interrupted(); // or channels would close as soon as they open
    try {
      writeCalmly(contents);
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void writeCalmly(Contents contents) throws StorageException {
    requireWritable();
    Path fresh = sibling("new");
    try {
      Files.createDirectory(fresh);
      contents.writeTo(fresh);
      try (Stream<Path> files = Files.list(fresh)) {
        for (Path file : files.toList()) {
          force(file, StandardOpenOption.WRITE);
        }
      }
      force(fresh, StandardOpenOption.READ);
      replace(fresh);
    } catch (IOException e) {
      throw new StorageException(
          "%s was not saved: %s. %s The old contents are unchanged."
              .formatted(directory, e, StorageException.remedyOfWriting(e)),
          e);
    } finally {
      deleteQuietly(fresh); // does nothing once it was renamed
    }
    try {
      force(directory.getParent(), StandardOpenOption.READ);
    } catch (IOException e) {
      throw new StorageException(
          "%s was saved, but could not be forced to disk: %s. Save it again."
              .formatted(directory, e),
          e);
    }
  }

  /** Renames the old directory to a hidden name and the new one to its name. */
  private void replace(Path fresh) throws IOException {
    if (!Files.exists(directory)) {
      Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Path old = sibling("old");
    Files.move(directory, old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (Files.exists(directory)) {
        deleteQuietly(old); // another writer was faster, and its directory is complete
      } else {
        Files.move(old, directory, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
    deleteQuietly(old);
  }

  /** Returns a unique hidden name, so that concurrent and killed writers do not collide. */
  private Path sibling(String suffix) {
    return directory.resolveSibling(
        ".%s.%s-%s".formatted(directory.getFileName(), suffix, UUID.randomUUID()));
  }

  /**
   * Removes what killed writers left behind, and restores a directory that was renamed to be
   * replaced and then was not. No other process may be writing there.
   *
   * @param parent the directory that holds atomic directories
   */
  public static void recover(Path parent) throws IOException {
    List<Path> leftovers;
    try (Stream<Path> files = Files.list(parent)) {
      leftovers =
          files.filter(f -> LEFTOVER.matcher(f.getFileName().toString()).matches()).toList();
    }
    for (Path leftover : leftovers) {
      Matcher name = LEFTOVER.matcher(leftover.getFileName().toString());
      Path original = parent.resolve(name.replaceFirst("$1"));
      if (name.replaceFirst("$2").equals("old") && !Files.exists(original)) {
        Files.move(leftover, original, StandardCopyOption.ATOMIC_MOVE);
      } else {
        deleteQuietly(leftover);
      }
    }
    try (Stream<Path> files = Files.list(parent)) {
      files
          .filter(file -> file.getFileName().toString().startsWith(PROBE))
          .forEach(AtomicDirectory::deleteQuietly);
    }
  }

  private static void force(Path path, StandardOpenOption mode) throws IOException {
    if (Files.isDirectory(path) && System.getProperty("os.name").startsWith("Windows")) {
      return; // Windows cannot open a channel on a directory and needs none
    }
    Uninterrupted.run(
        () -> {
          try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
          }
        });
  }

  private static void deleteQuietly(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // Leftovers have hidden names and do no harm; recover() removes them.
    }
  }
}
