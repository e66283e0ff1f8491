package dev.highorder.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a safetensors file: the header, which is read and checked once, and the values that
 * follow it. Whose file it is decides which types it may have and how faults are worded.
 */
final class TensorReader {

  private static final int LENGTH_BYTES = 8;
  private static final long MAX_HEADER_BYTES = 32 << 20;

  private final Path file;
  private final Faults faults;
  private final TensorHeader.Types types;

  /** Null until it is read. */
  private TensorHeader header;

  private long valuesBegin;

  /** The wording of a fault of the file. */
  @FunctionalInterface
  interface Faults {

    /**
     * Returns an exception.
     *
     * @param what the fault, such as {@code "it ends after 5 bytes"}
     * @param cause may be null
     */
    StorageException of(String what, Throwable cause);
  }

  /** Work with the open file that can be repeated from its beginning. */
  @FunctionalInterface
  interface Reading {
    void read(FileChannel channel) throws IOException;
  }

  /** Creates a handle; nothing is read yet. */
  TensorReader(Path file, TensorHeader.Types types, Faults faults) {
    this.file = file;
    this.types = types;
    this.faults = faults;
  }

  /** Opens the file for some work. */
  void reading(Reading work) throws StorageException {
    try {
      Uninterrupted.run(
          () -> {
            // Not memory-mapped: Windows cannot delete a mapped file before the next garbage
            // collection.
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
              work.read(channel);
            }
          });
    } catch (StorageException e) {
      throw e;
    } catch (IOException e) {
      throw StorageException.unreadable(file, e);
    } catch (OutOfMemoryError e) {
      throw faults.of("it does not fit into memory", e);
    }
  }

  /** Reads and checks the header, once. */
  TensorHeader header() throws StorageException {
    if (header == null) {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw faults.of("it is not a regular file", null);
      }
      reading(this::readHeader);
    }
    return header;
  }

  private void readHeader(FileChannel channel) throws IOException {
    ByteBuffer length = bytes(channel, 0, LENGTH_BYTES);
    long bytes = length.getLong(0);
    if (bytes < 2 || bytes > MAX_HEADER_BYTES || bytes > channel.size() - LENGTH_BYTES) {
      throw faults.of("its header claims %s bytes".formatted(bytes), null);
    }
    ByteBuffer json = bytes(channel, LENGTH_BYTES, (int) bytes);
    valuesBegin = LENGTH_BYTES + bytes;
    header = TensorHeader.parse(json, channel.size() - valuesBegin, types, faults);
  }

  /**
   * Returns values, in the order of bytes of the format.
   *
   * @param begin the offset of the first byte from the end of the header
   */
  ByteBuffer values(FileChannel channel, long begin, int size) throws IOException {
    return bytes(channel, valuesBegin + begin, size);
  }

  private ByteBuffer bytes(FileChannel channel, long position, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, position + buffer.position());
      if (count < 0) {
        throw faults.of("it ends after %s bytes".formatted(channel.size()), null);
      }
    }
    return buffer.flip();
  }
}
