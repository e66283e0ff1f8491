package dev.highorder.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * What a file beside a manifest must be.
 *
 * @param name its name, without any path
 * @param bytes its length
 * @param sha256 its SHA-256, in lower-case hexadecimal
 */
public record FileRecord(String name, long bytes, String sha256) {

  /** Describes a file that was written. */
  public static FileRecord of(Path file) throws IOException {
    return new FileRecord(file.getFileName().toString(), Files.size(file), Sha256.of(file));
  }

  /**
   * Checks that the file is there and is still what it was.
   *
   * @param directory where it is; links are not followed
   * @throws StorageException if not
   */
  public void verify(Path directory) throws StorageException {
    Path file = directory.resolve(name);
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw StorageException.damaged(file, "it is missing", null);
      }
      long found = Files.size(file);
      if (found != bytes) {
        throw StorageException.damaged(
            file, "it has %d bytes, not %d".formatted(found, bytes), null);
      }
      if (!Sha256.of(file).equals(sha256)) {
        throw StorageException.damaged(file, "its SHA-256 is not the one recorded", null);
      }
    } catch (StorageException e) {
      throw e;
    } catch (IOException e) {
      throw StorageException.damaged(file, "it cannot be read: " + e, e);
    }
  }
}
