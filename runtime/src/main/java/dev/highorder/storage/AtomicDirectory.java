package dev.highorder.storage;

import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * A directory that is written and replaced atomically: readers and a process that is killed at any
 * moment see the old contents or the new ones, never a mixture.
 *
 * <p>The contents are written to a hidden sibling, forced to disk and renamed. Between the two
 * renames of a replacement there is a moment without the directory; after a crash at that moment
 * the next writer restores it, or {@link #recover}.
 */
public final class AtomicDirectory {

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
                  .formatted(ForeignText.show(directory)));
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
   * Creates the parent directories, removes what killed writers of this directory left there, and
   * checks that the directory can be written and may be replaced if it exists.
   *
   * @throws StorageException if it must not be replaced, or nothing can be written there
   */
  public void requireWritable() throws StorageException {
    if (directory.getParent() == null) {
      throw new StorageException(
          "%s is the root of a file system. Choose a directory in it."
              .formatted(ForeignText.show(directory)));
    }
    if (Files.isSymbolicLink(directory) && !Files.exists(directory)) {
      throw new StorageException(
          "%s is a symbolic link that leads nowhere. Remove it, or choose another directory."
              .formatted(ForeignText.show(directory)));
    }
    settle();
    if (Files.exists(directory)) {
      replaceable.check(directory);
    }
    try {
      Files.createDirectories(directory.getParent());
      WriterMark.create(directory).close();
    } catch (IOException e) {
      throw new StorageException(
          "%s cannot be written: %s. %s"
              .formatted(
                  ForeignText.show(directory.getParent()),
                  StorageException.reason(e),
                  StorageException.remedyOfWriting(e)),
          e);
    }
  }

  private void settle() {
    try {
      if (Files.isDirectory(directory.getParent())) {
        Leftovers.settleAbandoned(directory);
      }
    } catch (IOException e) {
      // Left-overs do no harm; whether the directory can be written is seen next.
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
    try (WriterMark mark = mark()) {
      write(mark, contents);
    }
    try {
      force(directory.getParent(), StandardOpenOption.READ);
    } catch (IOException e) {
      throw new StorageException(
          "%s was saved, but could not be forced to disk: %s. Save it again."
              .formatted(ForeignText.show(directory), StorageException.reason(e)),
          e);
    }
  }

  private WriterMark mark() throws StorageException {
    try {
      return WriterMark.create(directory);
    } catch (IOException e) {
      throw notSaved(e);
    }
  }

  private void write(WriterMark mark, Contents contents) throws StorageException {
    Path fresh = mark.sibling("new");
    try {
      Files.createDirectory(fresh);
      contents.writeTo(fresh);
      try (Stream<Path> files = Files.list(fresh)) {
        for (Path file : files.toList()) {
          force(file, StandardOpenOption.WRITE);
        }
      }
      force(fresh, StandardOpenOption.READ);
      replace(fresh, mark.sibling("old"));
    } catch (IOException e) {
      throw notSaved(e);
    } finally {
      Leftovers.deleteQuietly(fresh); // does nothing once it was renamed
    }
  }

  private StorageException notSaved(IOException e) {
    return new StorageException(
        "%s was not saved: %s. %s The old contents are unchanged."
            .formatted(
                ForeignText.show(directory),
                StorageException.reason(e),
                StorageException.remedyOfWriting(e)),
        e);
  }

  /** Renames the old directory to a hidden name and the new one to its name. */
  private void replace(Path fresh, Path old) throws IOException {
    if (!Files.exists(directory)) {
      Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Files.move(directory, old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (Files.exists(directory)) {
        Leftovers.deleteQuietly(old); // another writer was faster, and its directory is complete
      } else {
        Files.move(old, directory, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
    Leftovers.deleteQuietly(old);
  }

  /**
   * Removes what killed writers left behind, and restores a directory that was renamed to be
   * replaced and then was not. No other process may be writing there.
   *
   * @param parent the directory that holds atomic directories
   */
  public static void recover(Path parent) throws IOException {
    Leftovers.settleAll(parent);
  }

  static void force(Path path, StandardOpenOption mode) throws IOException {
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
}
