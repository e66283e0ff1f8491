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
import java.util.stream.StreamSupport;

/**
 * A file of named tensors in the safetensors format, read without trust: eight bytes of header
 * length, a JSON header of names, types, shapes and byte ranges, then the values.
 *
 * <p>The whole header is checked against the file's length and against the network before a single
 * value is read.
 *
 * @see <a href="https://github.com/huggingface/safetensors">The safetensors format</a>
 */
public final class SafetensorsFile {

  private static final int LENGTH_BYTES = 8;
  private static final long MAX_HEADER_BYTES = 64 << 20;

  private final Path file;

  /**
   * A tensor's place.
   *
   * @param begin its first byte, counted from the end of the header
   * @param end the byte after its last
   */
  private record Entry(Shape shape, long begin, long end) {}

  /**
   * The header.
   *
   * @param entries the tensors by name
   * @param length its bytes, those of its length included: where the values begin
   */
  private record Header(Map<String, Entry> entries, long length) {}

  /** Names a file; nothing is read yet. */
  public SafetensorsFile(Path file) {
    this.file = file;
  }

  /** Returns the arrays of a block's parameters by the parameters' names, in order. */
  public static Map<String, NDArray> parametersOf(Block block) {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    block
        .getParameters()
        .forEach(entry -> tensors.put(entry.getKey(), entry.getValue().getArray()));
    return tensors;
  }

  /** Writes tensors; the file must not exist. */
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
   * Checks that a part of the network is as wide as claimed, before the network is built: that one
   * of its tensors has the width, or half of it as in reversible stacks, as a dimension. A part
   * without tensors passes.
   *
   * @param part what its tensors' names begin with, such as {@code 03transition1}
   * @throws StorageException if none does
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
      throw mismatch("no tensor of %s is %d wide".formatted(part, width));
    }
  }

  /**
   * Fills tensors, which have their shapes already, with the file's values.
   *
   * @throws StorageException if the file does not hold exactly these tensors; none is changed then
   */
  public void readInto(Map<String, NDArray> tensors) throws StorageException {
    Header header = header();
    check(header.entries(), tensors);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
        Entry entry = header.entries().get(tensor.getKey());
        // Not mapped: Windows removes no file that was, until the garbage collector has come by.
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(entry.end() - entry.begin()));
        readFully(channel, bytes, header.length() + entry.begin());
        bytes.flip();
        float[] floats = new float[Math.toIntExact(entry.shape().size())];
        bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        tensor.getValue().set(floats);
      }
    } catch (IOException e) {
      throw broken("it cannot be read: " + e, e);
    }
  }

  /** Reads and checks the header. */
  private Header header() throws StorageException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer json = header(channel);
      long length = LENGTH_BYTES + (long) json.limit();
      return new Header(entries(json, channel.size() - length), length);
    } catch (StorageException e) {
      throw e;
    } catch (IOException e) {
      throw broken("it cannot be read: " + e, e);
    }
  }

  private ByteBuffer header(FileChannel channel) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(channel, length, 0);
    long bytes = length.getLong(0);
    if (bytes < 2 || bytes > MAX_HEADER_BYTES || bytes > channel.size() - LENGTH_BYTES) {
      throw broken("its header claims %d bytes".formatted(bytes), null);
    }
    ByteBuffer header = ByteBuffer.allocate((int) bytes);
    readFully(channel, header, LENGTH_BYTES);
    return header.flip();
  }

  private void readFully(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, position + buffer.position());
      if (count < 0) {
        throw broken("it ends after %d bytes".formatted(channel.size()), null);
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
      throw broken("its header is not safetensors JSON: " + e.getMessage(), e);
    }
    return entries;
  }

  private Entry entry(String name, JsonObject json, long valueBytes) throws StorageException {
    long[] dimensions = numbers(json.get("shape"));
    long[] range = numbers(json.get("data_offsets"));
    if (!json.get("dtype").getAsString().equals(DataType.FLOAT32.asSafetensors())) {
      throw broken("%s has type %s, not F32".formatted(name, json.get("dtype")), null);
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
          "it lacks %d tensors of the network%s and has %d others%s"
              .formatted(missing.size(), first(missing), surplus.size(), first(surplus)));
    }
    for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
      Entry entry = entries.get(tensor.getKey());
      Shape wanted = tensor.getValue().getShape();
      if (!entry.shape().equals(wanted)
          || entry.end() - entry.begin() != wanted.size() * Float.BYTES) {
        throw mismatch(
            "%s has shape %s and %d bytes; the network has %s"
                .formatted(tensor.getKey(), entry.shape(), entry.end() - entry.begin(), wanted));
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
