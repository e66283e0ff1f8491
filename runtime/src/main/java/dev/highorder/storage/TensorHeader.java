package dev.highorder.storage;

import ai.djl.ndarray.types.Shape;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON header of a safetensors file: the tensors' names, shapes and byte ranges. A tensor has
 * exactly the bytes that its shape needs, and the tensors fill the rest of the file without gaps
 * and overlaps.
 */
final class TensorHeader {

  /** The largest number of tensors. A network of a thousand layers has some ten thousand. */
  static final int MAX_TENSORS = 1 << 17;

  static final int MAX_DIMENSIONS = 16;

  private static final int MAX_NAME = 1000;
  private static final String METADATA = "__metadata__";

  private final Types types;
  private final TensorReader.Faults faults;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final long valueBytes;

  /** A check of the type of a tensor. */
  @FunctionalInterface
  interface Types {

    /** A type that this version knows or not: nothing is refused. */
    Types ALL = (tensor, type) -> {};

    /**
     * Checks a type.
     *
     * @throws StorageException if the file must not have it
     */
    void require(String tensor, String type) throws StorageException;
  }

  /**
   * The type, shape and position of a tensor.
   *
   * @param type its name in the file, one of {@link TensorType} or another
   * @param begin the offset of its first byte from the end of the header
   * @param end the offset after its last byte
   */
  record Entry(String type, Shape shape, long begin, long end) {

    int bytes() {
      return (int) (end - begin);
    }
  }

  private TensorHeader(long valueBytes, Types types, TensorReader.Faults faults) {
    this.valueBytes = valueBytes;
    this.types = types;
    this.faults = faults;
  }

  /**
   * Parses a header.
   *
   * @param json the bytes of the header
   * @param valueBytes the number of bytes of the file after the header
   * @param types checks the type of each tensor
   * @param faults words the faults of the file
   * @throws StorageException if the header is damaged, or has tensors of other types
   */
  static TensorHeader parse(
      ByteBuffer json, long valueBytes, Types types, TensorReader.Faults faults)
      throws StorageException {
    TensorHeader header = new TensorHeader(valueBytes, types, faults);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(json).toString();
      JsonReader in = new JsonReader(new StringReader(text));
      in.setStrictness(Strictness.STRICT);
      header.read(in);
    } catch (StorageException e) {
      throw e;
    } catch (IOException | IllegalStateException e) { // Gson's, or of bytes that are not UTF-8
      String reason = StorageException.reason(e).lines().findFirst().orElse("");
      throw faults.of("its header is not safetensors JSON: " + reason, e);
    }
    header.requireContiguous();
    return header;
  }

  /** Returns the tensors by name, in the order of the header. */
  Map<String, Entry> entries() {
    return entries;
  }

  private void read(JsonReader in) throws IOException, StorageException {
    in.beginObject();
    boolean hasMetadata = false;
    while (in.hasNext()) {
      String name = in.nextName();
      if (name.equals(METADATA)) {
        requireOnce(!hasMetadata, name);
        hasMetadata = true;
        in.skipValue();
      } else {
        requireOnce(!entries.containsKey(name), name);
        add(name, in);
      }
    }
    in.endObject();
    if (in.peek() != JsonToken.END_DOCUMENT) {
      throw damaged("its header goes on after its end");
    }
  }

  private void requireOnce(boolean isFirst, String name) throws StorageException {
    if (!isFirst) {
      throw damaged("its header has %s twice".formatted(ForeignText.show(name)));
    }
  }

  private void add(String name, JsonReader in) throws IOException, StorageException {
    if (entries.size() == MAX_TENSORS) {
      throw damaged("it has more than %s tensors".formatted(MAX_TENSORS));
    }
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw damaged(
          "the name of a tensor has %s characters, not 1 to %s".formatted(name.length(), MAX_NAME));
    }
    String shown = ForeignText.show(name);
    String type = null;
    long[] shape = null;
    long[] range = null;
    in.beginObject();
    while (in.hasNext()) {
      String key = in.nextName();
      switch (key) {
        case "dtype" -> type = unique(type, text(in), shown, key);
        case "shape" -> shape = unique(shape, numbers(in, MAX_DIMENSIONS), shown, key);
        case "data_offsets" -> range = unique(range, numbers(in, 2), shown, key);
        default ->
            throw damaged(
                "its header is not safetensors JSON: %s has %s"
                    .formatted(shown, ForeignText.show(key)));
      }
    }
    in.endObject();
    if (type == null || shape == null || range == null) {
      throw damaged(
          "its header is not safetensors JSON: %s lacks dtype, shape or data_offsets"
              .formatted(shown));
    }
    types.require(name, type);
    entries.put(name, entry(shown, type, shape, range));
  }

  private <T> T unique(T before, T now, String tensor, String key) throws StorageException {
    if (before != null) {
      throw damaged("its header has %s of %s twice".formatted(key, tensor));
    }
    return now;
  }

  private static String text(JsonReader in) throws IOException {
    if (in.peek() != JsonToken.STRING) {
      throw new IllegalStateException("dtype is not text");
    }
    return in.nextString();
  }

  private static long[] numbers(JsonReader in, int max) throws IOException {
    List<Long> numbers = new ArrayList<>();
    in.beginArray();
    while (in.hasNext()) {
      if (numbers.size() == max) {
        throw new IllegalStateException("a list has more than %s numbers".formatted(max));
      }
      numbers.add(number(in));
    }
    in.endArray();
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  /** Gson would read "1" and 1.0 as whole numbers. */
  private static long number(JsonReader in) throws IOException {
    String text = in.peek() == JsonToken.NUMBER ? in.nextString() : "";
    if (!text.matches("-?[0-9]{1,18}")) {
      throw new IllegalStateException("a list holds what is not a whole number");
    }
    return Long.parseLong(text);
  }

  private Entry entry(String shown, String type, long[] shape, long[] range)
      throws StorageException {
    boolean fits =
        range.length == 2 && range[0] >= 0 && range[0] <= range[1] && range[1] <= valueBytes;
    Optional<TensorType> known = TensorType.named(type);
    long size = size(shape, known.map(TensorType::bytes).orElse(1));
    if (!fits || size < 0) {
      throw damaged("%s lies outside the file".formatted(shown));
    }
    Shape whole = new Shape(shape);
    // The bytes of a type of a later version are not known.
    if (known.isPresent() && range[1] - range[0] != size * known.get().bytes()) {
      throw damaged("%s has shape %s and %s bytes".formatted(shown, whole, range[1] - range[0]));
    }
    return new Entry(type, whole, range[0], range[1]);
  }

  /** Returns the number of values of a shape, or -1 if an array of Java cannot hold their bytes. */
  private static long size(long[] shape, int bytes) {
    long size = 1;
    boolean isEmpty = false;
    for (long dimension : shape) {
      if (dimension < 0 || dimension > Integer.MAX_VALUE) {
        return -1;
      }
      isEmpty |= dimension == 0;
      size *= Math.max(1, dimension);
      if (size > (Integer.MAX_VALUE - 8) / bytes) {
        return -1;
      }
    }
    return isEmpty ? 0 : size;
  }

  private void requireContiguous() throws StorageException {
    List<Map.Entry<String, Entry>> sorted = new ArrayList<>(entries.entrySet());
    sorted.sort(
        Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin())
            .thenComparingLong(e -> e.getValue().end()));
    long end = 0;
    for (Map.Entry<String, Entry> tensor : sorted) {
      if (tensor.getValue().begin() != end) {
        throw damaged(
            "%s begins at byte %s of the values, but the tensors before it end at byte %s"
                .formatted(ForeignText.show(tensor.getKey()), tensor.getValue().begin(), end));
      }
      end = tensor.getValue().end();
    }
    if (end != valueBytes) {
      throw damaged(
          "its tensors have %s bytes, but %s follow the header".formatted(end, valueBytes));
    }
  }

  private StorageException damaged(String what) {
    return faults.of(what, null);
  }
}
