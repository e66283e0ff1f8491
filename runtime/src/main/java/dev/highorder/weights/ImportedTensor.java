package dev.highorder.weights;

import ai.djl.ndarray.types.Shape;
import dev.highorder.storage.ForeignTensors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A tensor of a file and what became of it.
 *
 * @param name its name in the file
 * @param type its type in the file, such as {@code F16}
 * @param shape its shape in the file
 * @param address the address of the parameter that has its values; empty if it was not read
 */
public record ImportedTensor(String name, String type, Shape shape, String address) {

  /** Returns the tensors of a file, in its order. */
  static List<ImportedTensor> listed(MappedTensors file, Set<String> filled) {
    Map<String, String> addresses = new HashMap<>();
    file.sources()
        .forEach((address, name) -> addresses.put(name, filled.contains(address) ? address : ""));
    return file.file().tensors().entrySet().stream()
        .map(
            entry -> {
              ForeignTensors.Tensor tensor = entry.getValue();
              return new ImportedTensor(
                  entry.getKey(),
                  tensor.type(),
                  tensor.shape(),
                  addresses.getOrDefault(entry.getKey(), ""));
            })
        .toList();
  }
}
