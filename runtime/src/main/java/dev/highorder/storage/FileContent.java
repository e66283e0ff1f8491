package dev.highorder.storage;

import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The bytes of a small file with its name and checksum. They are in memory, so that what was
 * checked is what is used, and what was used is what is saved.
 *
 * <p>Instances are immutable.
 */
public final class FileContent {

  /** The largest size of a file: 64 MiB. */
  public static final int MAX_BYTES = 64 << 20;

  private final FileRecord record;
  private final byte[] bytes;

  private FileContent(String name, byte[] bytes) {
    record = new FileRecord(name, bytes.length, Sha256.of(bytes));
    this.bytes = bytes;
  }

  /**
   * Reads a file that a user names; symbolic links are followed.
   *
   * @param name the name that it gets in the directories that it is saved in
   * @throws StorageException if it does not exist, is not a regular file, is larger than {@value
   *     #MAX_BYTES} bytes, or cannot be read
   */
  public static FileContent read(Path file, String name) throws StorageException {
    if (!Files.exists(file)) {
      throw new StorageException(
          "%s does not exist. Give the path of a file.".formatted(ForeignText.show(file)));
    }
    if (!Files.isRegularFile(file)) {
      throw new StorageException(
          "%s is not a regular file. Give the path of a file.".formatted(ForeignText.show(file)));
    }
    byte[] bytes = bytes(file);
    if (bytes.length > MAX_BYTES) {
      throw new StorageException(
          "%s is larger than %s MiB. Give a smaller file."
              .formatted(ForeignText.show(file), MAX_BYTES >> 20));
    }
    return new FileContent(name, bytes);
  }

  /**
   * Reads a file that was saved, and checks that it is unchanged.
   *
   * @param directory the directory of the file; symbolic links are not followed
   * @throws StorageException if it is missing, is not a regular file, has another length or hash,
   *     or cannot be read
   */
  public static FileContent saved(Path directory, FileRecord record) throws StorageException {
    Path file = directory.resolve(record.name());
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      boolean isThere = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
      throw StorageException.damaged(
          file, isThere ? "it is not a regular file" : "it is missing", null);
    }
    FileContent content = new FileContent(record.name(), bytes(file, LinkOption.NOFOLLOW_LINKS));
    if (!content.record.equals(record)) {
      throw StorageException.damaged(
          file,
          content.record.bytes() == record.bytes()
              ? "its SHA-256 differs from the recorded one"
              : "it does not have %s bytes".formatted(record.bytes()),
          null);
    }
    return content;
  }

  private static byte[] bytes(Path file, OpenOption... options) throws StorageException {
    AtomicReference<byte[]> bytes = new AtomicReference<>();
    try {
      Uninterrupted.run(
          () -> {
            try (InputStream stream = Files.newInputStream(file, options)) {
              bytes.set(stream.readNBytes(MAX_BYTES + 1));
            }
          });
    } catch (IOException e) {
      throw StorageException.unreadable(file, e);
    }
    return bytes.get();
  }

  /** Returns the name, length and hash. */
  public FileRecord record() {
    return record;
  }

  /** Returns a copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Writes the file under its name, in place of one that is there. */
  public void writeInto(Path folder) throws IOException {
    Files.write(folder.resolve(record.name()), bytes);
  }
}
