package dev.highorder.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The name, length and hash of a file, by which a manifest identifies the files in its directory.
 *
 * @param name the file's name without a path
 * @param bytes its length in bytes
 * @param sha256 its SHA-256 in lower-case hexadecimal
 */
public record FileRecord(String name, long bytes, String sha256) {

  /** Returns the record of an existing file. */
  public static FileRecord of(Path file) throws IOException {
    return new FileRecord(file.getFileName().toString(), Files.size(file), Sha256.of(file));
  }

  /**
   * Checks that the file exists and is unchanged.
   *
   * @param directory the directory of the file; symbolic links are not followed
   * @throws StorageException if the file is missing, is not a regular file, has another length or
   *     hash, or cannot be read
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
            file, "it has %s bytes, not %s".formatted(found, bytes), null);
      }
      if (!Sha256.of(file).equals(sha256)) {
        throw StorageException.damaged(file, "its SHA-256 differs from the recorded one", null);
      }
    } catch (StorageException e) {
      throw e;
    } catch (IOException e) {
      throw StorageException.unreadable(file, e);
    }
  }
}
