package dev.highorder.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.highorder.onnx.OnnxSignature;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The comparison of a model's input and output with what a classifier needs. */
final class ModelCheck {

  private static final long ANY = -1;

  private ModelCheck() {}

  /**
   * Checks the names, types and shapes of a model, and its metadata.
   *
   * @throws StorageException if something is different; the message lists all of it
   */
  static void require(Path file, OrtSession session, OnnxSignature signature)
      throws StorageException, OrtException {
    List<String> faults = new ArrayList<>();
    compare(
        faults,
        "reads",
        session.getInputInfo(),
        signature.input(),
        signature.pixels().isPresent() ? OnnxJavaType.UINT8 : OnnxJavaType.FLOAT,
        signature.read());
    compare(
        faults,
        "returns",
        session.getOutputInfo(),
        signature.output(),
        OnnxJavaType.FLOAT,
        List.of((long) signature.classes()));
    Map<String, String> metadata = session.getMetadata().getCustomMetadata();
    signature
        .metadata()
        .forEach(
            (key, value) -> {
              if (!value.equals(metadata.get(key))) {
                faults.add(
                    "its metadata say %s = %s, not %s"
                        .formatted(
                            key, ForeignText.show(metadata.get(key)), ForeignText.show(value)));
              }
            });
    if (!faults.isEmpty()) {
      throw new StorageException(
          "%s is another model than the manifest describes: %s. Use the file that export wrote, or export again."
              .formatted(ForeignText.show(file), String.join("; ", faults)));
    }
  }

  private static void compare(
      List<String> faults,
      String verb,
      Map<String, NodeInfo> found,
      String name,
      OnnxJavaType type,
      List<Long> example) {
    long[] shape =
        Stream.concat(Stream.of(ANY), example.stream()).mapToLong(Long::longValue).toArray();
    String[] axes = new String[shape.length];
    axes[0] = OnnxSignature.BATCH;
    String expected = text(name, type, shape, axes);
    String actual =
        found.values().stream().map(ModelCheck::text).collect(Collectors.joining(" and "));
    if (!actual.equals(expected)) {
      faults.add(
          "it %s %s, not %s".formatted(verb, actual.isEmpty() ? "nothing" : actual, expected));
    }
  }

  private static String text(NodeInfo node) {
    return node.getInfo() instanceof TensorInfo tensor
        ? text(
            ForeignText.show(node.getName()),
            tensor.type,
            tensor.getShape(),
            tensor.getDimensionNames())
        : ForeignText.show(node.getName()) + ", which is no tensor";
  }

  /** Returns such as {@code input float (batch, 3, 32, 32)}. */
  private static String text(String name, OnnxJavaType type, long[] shape, String[] axes) {
    String dimensions =
        IntStream.range(0, shape.length)
            .mapToObj(i -> shape[i] == ANY ? ForeignText.show(axes[i]) : Long.toString(shape[i]))
            .collect(Collectors.joining(", ", "(", ")"));
    return "%s %s %s".formatted(name, type.name().toLowerCase(Locale.ROOT), dimensions);
  }
}
