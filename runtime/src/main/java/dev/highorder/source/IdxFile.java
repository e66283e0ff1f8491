package dev.highorder.source;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of bytes in the IDX format, gzipped or not: two zeros, the type of its numbers, the number
 * of its dimensions, each dimension in four bytes, and the numbers.
 */
final class IdxFile implements AutoCloseable {

  private static final int UNSIGNED_BYTE = 8;
  private static final int MAX_SIDE = 1 << 12;
  private static final int BUFFER = 1 << 16;

  private final Path path;
  private final DataInputStream in;
  private final List<Integer> dimensions = new ArrayList<>();

  /**
   * Opens a file and reads its header.
   *
   * @param rank the number of dimensions that it must have
   * @throws DataSetException if it is no such file
   */
  IdxFile(Path path, int rank) throws IOException {
    this.path = path;
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw bad("is missing, is not a file, or may not be read");
    }
    InputStream bytes = new BufferedInputStream(Files.newInputStream(path), BUFFER);
    try {
      in = new DataInputStream(isGzipped() ? new GZIPInputStream(bytes, BUFFER) : bytes);
      readHeader(rank);
    } catch (EOFException | ZipException e) {
      bytes.close();
      throw bad("is cut short or damaged");
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private boolean isGzipped() {
    return path.getFileName().toString().endsWith(".gz");
  }

  private void readHeader(int rank) throws IOException {
    int magic = in.readInt();
    if (magic != (UNSIGNED_BYTE << 8 | rank)) {
      throw bad(
          "does not begin with the number %s of an IDX file of bytes in %s dimensions, but with %s"
              .formatted(UNSIGNED_BYTE << 8 | rank, rank, magic));
    }
    for (int i = 0; i < rank; i++) {
      int dimension = in.readInt();
      if (dimension < 1 || (i > 0 && dimension > MAX_SIDE)) {
        throw bad("has images of a side, or a number of images, of " + dimension);
      }
      dimensions.add(dimension);
    }
    if (!isGzipped()) {
      long expected = 4L * (1 + rank);
      expected += dimensions.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
      if (Files.size(path) != expected) {
        throw bad("has %s bytes, but its header asks for %s".formatted(Files.size(path), expected));
      }
    }
  }

  /** Returns the number of records. */
  int records() {
    return dimensions.get(0);
  }

  /** Returns a dimension of a record, from 1. */
  int dimension(int index) {
    return dimensions.get(index);
  }

  /** Reads the next bytes. */
  byte[] next(int length) throws IOException {
    try {
      byte[] record = in.readNBytes(length); // allocates no more than there is
      if (record.length == length) {
        return record;
      }
    } catch (EOFException | ZipException e) {
      throw bad("is damaged");
    }
    throw bad("is cut short");
  }

  /** Checks that all was read; the checksum of an archive is compared only then. */
  void requireEnd() throws IOException {
    try {
      if (in.read() < 0) {
        return;
      }
    } catch (EOFException | ZipException e) {
      throw bad("is damaged");
    }
    throw bad("has more bytes than its header asks for");
  }

  /** Returns a fault of this file as an exception. */
  DataSetException bad(String what) {
    return new DataSetException("%s %s. Download it again.".formatted(FileNames.shown(path), what));
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
  }
}
