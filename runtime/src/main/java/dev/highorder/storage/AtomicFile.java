package dev.highorder.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A text file that is written and replaced atomically: readers and a process that is killed at any
 * moment see the old text or the new one, never a part.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /**
   * Writes a text in UTF-8 to a hidden sibling, forces it to disk and renames it. An interrupt of
   * the thread does not cut this short.
   *
   * @param file in an existing directory; replaced if it exists
   */
  public static void write(Path file, String text) throws IOException {
    Path target = file.toAbsolutePath().normalize();
    Leftovers.settleAbandoned(target);
    try (WriterMark mark = WriterMark.create(target)) {
      Path fresh = mark.sibling("new");
      try {
        Uninterrupted.run(() -> writeAndForce(fresh, text));
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Leftovers.deleteQuietly(fresh); // does nothing once it was renamed
      }
    }
    AtomicDirectory.force(target.getParent(), StandardOpenOption.READ);
  }

  private static void writeAndForce(Path file, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
