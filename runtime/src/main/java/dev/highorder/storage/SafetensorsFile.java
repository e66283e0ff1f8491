package dev.highorder.storage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import dev.highorder.text.ForeignText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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

  private static final int CHUNK_BYTES = 1 << 20;

  private final Path file;
  private final TensorReader reader;

  /** Creates a handle; nothing is read or written yet. */
  public SafetensorsFile(Path file) {
    this.file = file;
    reader =
        new TensorReader(
            file, this::requireF32, (what, cause) -> StorageException.damaged(file, what, cause));
  }

  private void requireF32(String tensor, String type) throws StorageException {
    if (!type.equals(TensorType.F32.name())) {
      throw new StorageException(
          "%s cannot be used: its tensor %s has type %s, not F32. Convert it to 32-bit floats."
              .formatted(ForeignText.show(file), ForeignText.show(tensor), ForeignText.show(type)));
    }
  }

  /** Returns the arrays of a block's parameters by their names, in order. */
  public static Map<String, NDArray> parametersOf(Block block) {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    block
        .getParameters()
        .forEach(entry -> tensors.put(entry.getKey(), entry.getValue().getArray()));
    return tensors;
  }

  /** Returns the names of the variances among a block's parameters. */
  private static Set<String> variancesOf(Block block) {
    Set<String> names = new TreeSet<>();
    block
        .getParameters()
        .forEach(
            entry -> {
              if (entry.getValue().getType() == Parameter.Type.RUNNING_VAR) {
                names.add(entry.getKey());
              }
            });
    return names;
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
    entries().forEach((name, entry) -> shapes.put(name, entry.shape()));
    return shapes;
  }

  /**
   * Checks that every value is a finite number.
   *
   * @throws StorageException if one is not, or the file is damaged or cannot be read
   */
  public void requireFinite() throws StorageException {
    Map<String, TensorHeader.Entry> entries = entries();
    reader.reading(
        channel -> {
          for (Map.Entry<String, TensorHeader.Entry> tensor : entries.entrySet()) {
            TensorHeader.Entry entry = tensor.getValue();
            for (long begin = entry.begin(); begin < entry.end(); begin += CHUNK_BYTES) {
              int bytes = (int) Math.min(CHUNK_BYTES, entry.end() - begin);
              floats(channel, tensor.getKey(), begin, bytes);
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
    readInto(tensors, Set.of());
  }

  /**
   * Copies the values of the file into the parameters of a block.
   *
   * @param block is initialised
   * @throws StorageException as {@link #readInto}, or if a variance is negative
   */
  public void readParameters(Block block) throws StorageException {
    readInto(parametersOf(block), variancesOf(block));
  }

  private void readInto(Map<String, NDArray> tensors, Set<String> variances)
      throws StorageException {
    Map<String, TensorHeader.Entry> entries = entries();
    check(entries, tensors);
    reader.reading(
        channel -> {
          for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
            TensorHeader.Entry entry = entries.get(tensor.getKey());
            float[] values = floats(channel, tensor.getKey(), entry.begin(), entry.bytes());
            if (variances.contains(tensor.getKey())) {
              requireNoneNegative(tensor.getKey(), values);
            }
            tensor.getValue().set(values);
          }
        });
  }

  private void requireNoneNegative(String tensor, float[] values) throws StorageException {
    for (float value : values) {
      if (value < 0) {
        throw new StorageException(
            "%s cannot be used: its tensor %s has the value %s, which is not a variance. Restore it from a copy, or train again."
                .formatted(ForeignText.show(file), ForeignText.show(tensor), value));
      }
    }
  }

  private float[] floats(FileChannel channel, String tensor, long begin, int size)
      throws IOException {
    float[] floats = new float[size / Float.BYTES];
    reader.values(channel, begin, size).asFloatBuffer().get(floats);
    for (float value : floats) {
      if (!Float.isFinite(value)) {
        throw new StorageException(
            "%s cannot be used: its tensor %s has the value %s, which is not a finite number. Restore it from a copy, or train again."
                .formatted(ForeignText.show(file), ForeignText.show(tensor), value));
      }
    }
    return floats;
  }

  private Map<String, TensorHeader.Entry> entries() throws StorageException {
    return reader.header().entries();
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
   * Checks that the file holds tensors of exactly these names.
   *
   * @throws StorageException if one is missing, or there is another
   */
  public void requireNames(Set<String> names) throws StorageException {
    requireNames(entries().keySet(), names);
  }

  /**
   * Checks that the file holds tensors of these names, and maybe others.
   *
   * @throws StorageException if one is missing
   */
  public void requireAll(Set<String> names) throws StorageException {
    Set<String> found = entries().keySet();
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
    Shape found = entries().get(name).shape();
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
        "%s does not fit the network: %s. Compile the sub-net as it was when the file was saved."
            .formatted(ForeignText.show(file), what));
  }
}
