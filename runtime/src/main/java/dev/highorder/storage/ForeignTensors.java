package dev.highorder.storage;

import ai.djl.ndarray.types.Shape;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A safetensors file that another program wrote: tensors of any type, read as 32-bit floats. It is
 * trusted no more than a file of this library, but a valid one is never called damaged.
 */
public final class ForeignTensors {

  private final Path file;
  private final TensorReader reader;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /**
   * The description of a tensor.
   *
   * @param type the name of its type, one of {@link TensorType} or one that this version does not
   *     know
   * @param shape its shape
   */
  public record Tensor(String type, Shape shape) {

    /** Returns whether its values can become 32-bit floats. */
    public boolean isReal() {
      return TensorType.named(type).filter(TensorType::isReal).isPresent();
    }
  }

  /** A receiver of values. */
  @FunctionalInterface
  public interface Values {

    /** Takes the values of a tensor, the index of the last dimension changes fastest. */
    void accept(String name, float[] values);
  }

  private ForeignTensors(Path file) {
    this.file = file;
    reader = new TensorReader(file, TensorHeader.Types.ALL, this::fault);
  }

  /**
   * Opens a file and checks its header.
   *
   * @throws StorageException if it is missing, is of another format, which the message names with
   *     the way to convert it, or is no valid safetensors file
   */
  public static ForeignTensors open(Path file) throws StorageException {
    if (Files.notExists(file)) {
      throw new StorageException(
          "There is no file %s. Give the path of a safetensors file."
              .formatted(ForeignText.show(file)));
    }
    ForeignTensors opened = new ForeignTensors(file);
    Optional<String> other = OtherContent.of(file);
    if (other.isPresent()) {
      throw new StorageException(other.get());
    }
    opened
        .reader
        .header()
        .entries()
        .forEach(
            (name, entry) -> opened.tensors.put(name, new Tensor(entry.type(), entry.shape())));
    return opened;
  }

  /** Returns the path of the file. */
  public Path file() {
    return file;
  }

  /** Returns the tensors by name, in the order of the file. */
  public Map<String, Tensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  /**
   * Reads tensors of real numbers, one after the other.
   *
   * @param names the names of tensors whose {@link Tensor#isReal} is true
   * @param values receives their values
   * @throws StorageException if a value is not a finite 32-bit number, or the file cannot be read
   */
  public void read(Iterable<String> names, Values values) throws StorageException {
    Map<String, TensorHeader.Entry> entries = reader.header().entries();
    reader.reading(
        channel -> {
          for (String name : names) {
            values.accept(name, floats(channel, name, entries.get(name)));
          }
        });
  }

  private float[] floats(FileChannel channel, String name, TensorHeader.Entry entry)
      throws IOException {
    TensorType type = TensorType.named(entry.type()).orElseThrow();
    float[] floats = new float[entry.bytes() / type.bytes()];
    type.read(reader.values(channel, entry.begin(), entry.bytes()), floats);
    for (float value : floats) {
      if (!Float.isFinite(value)) {
        throw new StorageException(
            "The tensor %s of %s has the value %s, which is no finite 32-bit number, so the network would give no answers. Save the file again from a model that was trained without overflow."
                .formatted(ForeignText.show(name), ForeignText.show(file), value));
      }
    }
    return floats;
  }

  private StorageException fault(String what, Throwable cause) {
    return new StorageException(
        "%s is not a complete safetensors file: %s. Download it again, or save it again with the program that wrote it."
            .formatted(ForeignText.show(file), what),
        cause);
  }
}
