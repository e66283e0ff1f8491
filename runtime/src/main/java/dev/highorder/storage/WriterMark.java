package dev.highorder.storage;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A locked hidden file next to what is being written. The lock ends with the process, so that
 * others can tell a writer at work from one that was killed.
 */
final class WriterMark implements AutoCloseable {

  static final String SUFFIX = "lock";

  private static final int ATTEMPTS = 100;

  /** The marks of this process. To open one again and close it would release its lock. */
  private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

  private final Path target;
  private final String id;
  private final FileChannel channel;

  private WriterMark(Path target, String id, FileChannel channel) {
    this.target = target;
    this.id = id;
    this.channel = channel;
  }

  /**
   * Creates a mark under a new name.
   *
   * @param target what will be written
   */
  static WriterMark create(Path target) throws IOException {
    for (int i = 0; i < ATTEMPTS; i++) {
      String id = UUID.randomUUID().toString();
      Path file = sibling(target, SUFFIX, id);
      OWN.add(file.toString());
      try {
        FileChannel channel = open(file);
        if (channel != null && Files.exists(file)) {
          return new WriterMark(target, id, channel);
        }
        OWN.remove(file.toString()); // another process took it for a left-over before it was locked
      } catch (IOException e) {
        OWN.remove(file.toString());
        throw e;
      }
    }
    throw new IOException("other processes remove the hidden files of " + target.getFileName());
  }

  /**
   * Opens and locks a new file. Where the file system has no locks, nothing is ever taken for a
   * left-over.
   *
   * @return null if another process has the lock
   */
  private static FileChannel open(Path file) throws IOException {
    AtomicReference<FileChannel> opened = new AtomicReference<>();
    Uninterrupted.run(
        () -> {
          FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          opened.set(channel);
          try {
            if (channel.tryLock() == null) {
              opened.set(null);
              channel.close();
            }
          } catch (ClosedByInterruptException e) {
            throw e;
          } catch (IOException e) {
            // There are no locks.
          }
        });
    return opened.get();
  }

  /** Returns the hidden name of a file of this writer, which no other writer uses. */
  Path sibling(String suffix) {
    return sibling(target, suffix, id);
  }

  private static Path sibling(Path target, String suffix, String id) {
    return target.resolveSibling(".%s.%s-%s".formatted(target.getFileName(), suffix, id));
  }

  /**
   * Returns whether the writer of a hidden file has ended.
   *
   * @param id the end of the file's name
   */
  static boolean isAbandoned(Path target, String id) {
    Path file = sibling(target, SUFFIX, id);
    if (OWN.contains(file.toString())) {
      return false;
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false; // no mark of ours; to open a pipe would wait for its reader
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (NoSuchFileException e) {
      return true; // a mark is created first and removed last
    } catch (IOException | OverlappingFileLockException e) {
      return false; // better a left-over than a loss
    }
  }

  /** Removes the mark. What is still there under a hidden name counts as left over from now on. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock is released when the process ends at the latest.
    }
    Path file = sibling(SUFFIX);
    Leftovers.deleteQuietly(file);
    OWN.remove(file.toString());
  }
}
