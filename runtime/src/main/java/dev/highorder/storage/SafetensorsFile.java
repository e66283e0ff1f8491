package dev.highorder.storage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.highorder.text.ForeignText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A file of named 32-bit float tensors in the safetensors format: eight bytes of header length, a
 * JSON header of names, types, shapes and byte ranges, then the values.
 *
 * <p>Files are not trusted. The whole header is checked against the length of the file and against
 * the expected tensors before any value is read.
 *
 * @see <a href="https://github.com/huggingface/safetensors">The safetensors format</a>
 */
public final class SafetensorsFile {

  private static final int LENGTH_BYTES = 8;
  private static final long MAX_HEADER_BYTES = 32 << 20;
  private static final int CHUNK_BYTES = 1 << 20;

  private final Path file;

  /** Null until it is read. */
  private Header header;

  /**
   * The header.
   *
   * @param tensors the names, shapes and positions
   * @param length its length in bytes, with the eight bytes of the length itself; the values follow
   */
  private record Header(TensorHeader tensors, long length) {}

  /** Creates a handle; nothing is read or written yet. */
  public SafetensorsFile(Path file) {
    this.file = file;
  }

  /** Returns the arrays of a block's parameters by their names, in order. */
  public static Map<String, NDArray> parametersOf(Block block) {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    block
        .getParameters()
        .forEach(entry -> tensors.put(entry.getKey(), entry.getValue().getArray()));
    return tensors;
  }

  /**
   * Writes tensors to a new file.
   *
   * @param tensors 32-bit float tensors by name
   * @throws IOException if the file exists or cannot be written
   */
  public void write(Map<String, NDArray> tensors) throws IOException {
    NDList arrays = new NDList();
    tensors.forEach(
        (name, array) -> {
          array.setName(name);
          arrays.add(array);
        });
    try (OutputStream stream =
        new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
      arrays.encode(stream, NDList.Encoding.SAFETENSORS);
    }
  }

  /**
   * Returns the shapes of the tensors by name. Bytes stand behind each of them, so that a network
   * with these shapes is no larger than the file.
   *
   * @throws StorageException if the header is damaged, or cannot be read
   */
  public Map<String, Shape> shapes() throws StorageException {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    header().tensors().entries().forEach((name, entry) -> shapes.put(name, entry.shape()));
    return shapes;
  }

  /**
   * Checks that every value is a finite number.
   *
   * @throws StorageException if one is not, or the file is damaged or cannot be read
   */
  public void requireFinite() throws StorageException {
    Header whole = header();
    reading(
        channel -> {
          for (Map.Entry<String, TensorHeader.Entry> tensor :
              whole.tensors().entries().entrySet()) {
            TensorHeader.Entry entry = tensor.getValue();
            for (long begin = entry.begin(); begin < entry.end(); begin += CHUNK_BYTES) {
              int bytes = (int) Math.min(CHUNK_BYTES, entry.end() - begin);
              floats(channel, tensor.getKey(), whole.length() + begin, bytes);
            }
          }
        });
  }

  /**
   * Copies the values of the file into tensors.
   *
   * @param tensors 32-bit float tensors by name
   * @throws StorageException if the file is damaged or does not hold exactly these names and
   *     shapes, which is checked before any tensor is changed; if a value is not a finite number;
   *     or if it cannot be read
   */
  public void readInto(Map<String, NDArray> tensors) throws StorageException {
    Header whole = header();
    check(whole.tensors().entries(), tensors);
    reading(
        channel -> {
          for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
            TensorHeader.Entry entry = whole.tensors().entries().get(tensor.getKey());
            long position = whole.length() + entry.begin();
            tensor.getValue().set(floats(channel, tensor.getKey(), position, entry.bytes()));
          }
        });
  }

  /** Work with the open file that can be repeated from its beginning. */
  @FunctionalInterface
  private interface Reading {
    void read(FileChannel channel) throws IOException;
  }

  private void reading(Reading work) throws StorageException {
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
      throw broken("it does not fit into memory", e);
    }
  }

  private float[] floats(FileChannel channel, String tensor, long position, int size)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    readFully(channel, bytes, position);
    float[] floats = new float[size / Float.BYTES];
    bytes.flip().asFloatBuffer().get(floats);
    for (float value : floats) {
      if (!Float.isFinite(value)) {
        throw new StorageException(
            "%s cannot be used: its tensor %s has the value %s, which is not a finite number. Restore it from a copy, or train again."
                .formatted(ForeignText.show(file), ForeignText.show(tensor), value));
      }
    }
    return floats;
  }

  /** Reads and checks the header, once. */
  private Header header() throws StorageException {
    if (header == null) {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw broken("it is not a regular file", null);
      }
      reading(channel -> header = header(channel));
    }
    return header;
  }

  private Header header(FileChannel channel) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(channel, length, 0);
    long bytes = length.getLong(0);
    if (bytes < 2 || bytes > MAX_HEADER_BYTES || bytes > channel.size() - LENGTH_BYTES) {
      throw broken("its header claims %s bytes".formatted(bytes), null);
    }
    ByteBuffer json = ByteBuffer.allocate((int) bytes);
    readFully(channel, json, LENGTH_BYTES);
    long end = LENGTH_BYTES + bytes;
    return new Header(TensorHeader.parse(file, json.flip(), channel.size() - end), end);
  }

  private void readFully(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, position + buffer.position());
      if (count < 0) {
        throw broken("it ends after %s bytes".formatted(channel.size()), null);
      }
    }
  }

  private void check(Map<String, TensorHeader.Entry> entries, Map<String, NDArray> tensors)
      throws StorageException {
    requireNames(entries.keySet(), tensors.keySet());
    for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
      requireShape(tensor.getKey(), tensor.getValue().getShape());
    }
  }

  private void requireNames(Set<String> found, Set<String> expected) throws StorageException {
    SortedSet<String> missing = new TreeSet<>(expected);
    missing.removeAll(found);
    SortedSet<String> surplus = new TreeSet<>(found);
    surplus.removeAll(expected);
    if (!missing.isEmpty() || !surplus.isEmpty()) {
      throw mismatch(
          "it lacks %s tensors of the network%s and has %s others%s"
              .formatted(missing.size(), first(missing), surplus.size(), first(surplus)));
    }
  }

  /**
   * Checks that the file holds tensors of these names, and maybe others.
   *
   * @throws StorageException if one is missing
   */
  public void requireAll(Set<String> names) throws StorageException {
    Set<String> found = header().tensors().entries().keySet();
    if (!found.containsAll(names)) {
      requireNames(found, names);
    }
  }

  /**
   * Checks that a tensor of the file has the shape that a network needs.
   *
   * @throws StorageException if it has another, or is missing
   */
  public void requireShape(String name, Shape expected) throws StorageException {
    requireAll(Set.of(name));
    Shape found = header().tensors().entries().get(name).shape();
    if (!found.equals(expected)) {
      throw mismatch(
          "%s has shape %s; the network has %s".formatted(ForeignText.show(name), found, expected));
    }
  }

  private static String first(SortedSet<String> names) {
    return names.isEmpty() ? "" : " (" + ForeignText.show(names.first()) + ")";
  }

  /**
   * Returns an exception for a file whose tensors are not those of the network.
   *
   * @param what the difference, such as {@code "it lacks 2 tensors"}
   */
  public StorageException mismatch(String what) {
    return new StorageException(
        "%s does not fit the network: %s. Compile the sub-net as it was when the classifier was saved."
            .formatted(ForeignText.show(file), what));
  }

  private StorageException broken(String what, Throwable cause) {
    return StorageException.damaged(file, what, cause);
  }
}
