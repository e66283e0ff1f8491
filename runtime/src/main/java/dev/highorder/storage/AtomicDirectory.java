package dev.highorder.storage;

import java.io.IOException;
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

/** A directory that appears whole or not at all. */
public final class AtomicDirectory {

  private static final Pattern LEFTOVER = Pattern.compile("\\.(.*)\\.(new|old)-[0-9a-f-]{36}");

  /** The name of files that are only written to see whether they can be. */
  private static final String PROBE = ".writable";

  private final Path directory;
  private final Replaceable replaceable;

  /** Says whether a directory that is in the way may be replaced. */
  @FunctionalInterface
  public interface Replaceable {

    /** Nothing may be replaced. */
    Replaceable NEVER =
        directory -> {
          throw new StorageException(
              "%s exists already. Choose another directory, or ask for it to be overwritten."
                  .formatted(directory));
        };

    /**
     * Returns if it may.
     *
     * @throws StorageException if not
     */
    void check(Path directory) throws StorageException;
  }

  /** Writes the files of a directory. */
  @FunctionalInterface
  public interface Contents {

    /** Writes them into a folder that exists and is empty. */
    void writeTo(Path folder) throws IOException;
  }

  /** Names a directory; nothing happens yet. */
  public AtomicDirectory(Path directory, Replaceable replaceable) {
    this.directory = directory.toAbsolutePath().normalize();
    this.replaceable = replaceable;
  }

  /**
   * Creates the parent directories and checks that nothing is in the way.
   *
   * @throws StorageException if something is, or nothing can be written there
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
          "%s cannot be written: %s. Choose another directory.".formatted(directory.getParent(), e),
          e);
    }
  }

  /**
   * Writes the contents beside the directory, forces them to disk, and puts them in its place.
   *
   * @throws StorageException if that is not possible; what was there is untouched
   */
  public void write(Contents contents) throws StorageException {
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
          "%s was not saved: %s. Make room or choose another directory; what was there is untouched."
              .formatted(directory, e),
          e);
    } finally {
      deleteQuietly(fresh); // unless it has become the directory
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

  /** Moves the old directory aside and the new one in; one of several savers wins. */
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
        deleteQuietly(old); // another saver was faster, and its classifier is whole
      } else {
        Files.move(old, directory, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
    deleteQuietly(old);
  }

  /** A name that nobody else uses: two savers, or one that was killed, must not meet. */
  private Path sibling(String suffix) {
    return directory.resolveSibling(
        ".%s.%s-%s".formatted(directory.getFileName(), suffix, UUID.randomUUID()));
  }

  /**
   * Mends what a process that was killed left behind: a directory that was moved aside to be
   * replaced, and then was not, comes back; the rest is removed. Nobody may be writing there.
   */
  public static void mend(Path parent) throws IOException {
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
      return; // Windows opens no channel on a directory and needs none.
    }
    try (FileChannel channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }

  private static void deleteQuietly(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // What stays behind has a name that begins with a dot, and is in nobody's way.
    }
  }
}
