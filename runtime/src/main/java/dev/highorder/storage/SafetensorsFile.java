package dev.highorder.storage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.util.JsonUtils;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;

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
  private static final long MAX_HEADER_BYTES = 64 << 20;

  private final Path file;

  /**
   * The shape and position of a tensor.
   *
   * @param begin the offset of its first byte from the end of the header
   * @param end the offset after its last byte
   */
  private record Entry(Shape shape, long begin, long end) {}

  /**
   * The header.
   *
   * @param entries the tensors by name
   * @param length its length in bytes, with the eight bytes of the length itself; the values follow
   */
  private record Header(Map<String, Entry> entries, long length) {}

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
   * Checks the width of a part of a network before the network is built, so that a manifest cannot
   * demand more memory than the file can fill. One tensor of the part must have the width, or half
   * of it as in reversible stacks, as a dimension. A part without tensors passes.
   *
   * @param part the prefix of the tensors' names, such as {@code 03transition1}
   * @param width the claimed number of channels
   * @throws StorageException if no tensor has that dimension, or the header is damaged
   */
  public void requireWidth(String part, int width) throws StorageException {
    List<Shape> shapes =
        header().entries().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(part + "_"))
            .map(entry -> entry.getValue().shape())
            .toList();
    boolean found =
        shapes.stream()
            .flatMapToLong(shape -> Arrays.stream(shape.getShape()))
            .anyMatch(dimension -> dimension == width || 2 * dimension == width);
    if (!found && !shapes.isEmpty()) {
      throw mismatch("no tensor of %s is %s wide".formatted(part, width));
    }
  }

  /**
   * Copies the values of the file into tensors.
   *
   * @param tensors 32-bit float tensors by name
   * @throws StorageException if the file is damaged or does not hold exactly these names and
   *     shapes, which is checked before any tensor is changed; or if it cannot be read
   */
  public void readInto(Map<String, NDArray> tensors) throws StorageException {
    Header header = header();
    check(header.entries(), tensors);
    try {
      Uninterrupted.run(() -> readValues(header, tensors));
    } catch (StorageException e) {
      throw e;
    } catch (IOException e) {
      throw StorageException.unreadable(file, e);
    }
  }

  private void readValues(Header header, Map<String, NDArray> tensors) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
        Entry entry = header.entries().get(tensor.getKey());
        // Not memory-mapped: Windows cannot delete a mapped file before the next garbage
        // collection.
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(entry.end() - entry.begin()));
        readFully(channel, bytes, header.length() + entry.begin());
        bytes.flip();
        float[] floats = new float[Math.toIntExact(entry.shape().size())];
        bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        tensor.getValue().set(floats);
      }
    }
  }

  /** Reads and checks the header. */
  private Header header() throws StorageException {
    AtomicReference<Header> header = new AtomicReference<>();
    try {
      Uninterrupted.run(() -> header.set(readHeader()));
    } catch (StorageException e) {
      throw e;
    } catch (IOException e) {
      throw StorageException.unreadable(file, e);
    }
    return header.get();
  }

  private Header readHeader() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer json = header(channel);
      long length = LENGTH_BYTES + (long) json.limit();
      return new Header(entries(json, channel.size() - length), length);
    }
  }

  private ByteBuffer header(FileChannel channel) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(channel, length, 0);
    long bytes = length.getLong(0);
    if (bytes < 2 || bytes > MAX_HEADER_BYTES || bytes > channel.size() - LENGTH_BYTES) {
      throw broken("its header claims %s bytes".formatted(bytes), null);
    }
    ByteBuffer header = ByteBuffer.allocate((int) bytes);
    readFully(channel, header, LENGTH_BYTES);
    return header.flip();
  }

  private void readFully(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, position + buffer.position());
      if (count < 0) {
        throw broken("it ends after %s bytes".formatted(channel.size()), null);
      }
    }
  }

  private Map<String, Entry> entries(ByteBuffer header, long valueBytes) throws StorageException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    try {
      JsonObject json =
          JsonUtils.GSON.fromJson(
              StandardCharsets.UTF_8.decode(header).toString(), JsonObject.class);
      for (Map.Entry<String, JsonElement> member : json.entrySet()) {
        if (!member.getKey().equals("__metadata__")) {
          entries.put(
              member.getKey(),
              entry(member.getKey(), member.getValue().getAsJsonObject(), valueBytes));
        }
      }
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | NumberFormatException
        | NullPointerException e) {
      throw broken("its header is not safetensors JSON: " + StorageException.reason(e), e);
    }
    return entries;
  }

  private Entry entry(String name, JsonObject json, long valueBytes) throws StorageException {
    long[] dimensions = numbers(json.get("shape"));
    long[] range = numbers(json.get("data_offsets"));
    if (!json.get("dtype").getAsString().equals(DataType.FLOAT32.asSafetensors())) {
      throw new StorageException(
          "%s cannot be used: its tensor %s has type %s, not F32. Convert it to 32-bit floats."
              .formatted(file, name, json.get("dtype")));
    }
    boolean fits =
        range.length == 2 && range[0] >= 0 && range[0] <= range[1] && range[1] <= valueBytes;
    if (!fits || Arrays.stream(dimensions).anyMatch(d -> d < 0 || d > Integer.MAX_VALUE)) {
      throw broken("%s lies outside the file".formatted(name), null);
    }
    return new Entry(new Shape(dimensions), range[0], range[1]);
  }

  private static long[] numbers(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
        .mapToLong(JsonElement::getAsLong)
        .toArray();
  }

  private void check(Map<String, Entry> entries, Map<String, NDArray> tensors)
      throws StorageException {
    SortedSet<String> missing = new TreeSet<>(tensors.keySet());
    missing.removeAll(entries.keySet());
    SortedSet<String> surplus = new TreeSet<>(entries.keySet());
    surplus.removeAll(tensors.keySet());
    if (!missing.isEmpty() || !surplus.isEmpty()) {
      throw mismatch(
          "it lacks %s tensors of the network%s and has %s others%s"
              .formatted(missing.size(), first(missing), surplus.size(), first(surplus)));
    }
    for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
      Entry entry = entries.get(tensor.getKey());
      Shape expected = tensor.getValue().getShape();
      if (!entry.shape().equals(expected)
          || entry.end() - entry.begin() != expected.size() * Float.BYTES) {
        throw mismatch(
            "%s has shape %s and %s bytes; the network has %s"
                .formatted(tensor.getKey(), entry.shape(), entry.end() - entry.begin(), expected));
      }
    }
  }

  private static String first(SortedSet<String> names) {
    return names.isEmpty() ? "" : " (" + names.first() + ")";
  }

  private StorageException mismatch(String what) {
    return new StorageException(
        "%s does not fit the network: %s. Compile the sub-net as it was when the classifier was saved."
            .formatted(file, what));
  }

  private StorageException broken(String what, Throwable cause) {
    return StorageException.damaged(file, what, cause);
  }
}
