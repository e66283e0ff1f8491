package dev.highorder.weights;

import ai.djl.ndarray.types.Shape;
import dev.highorder.storage.ForeignTensors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

  /**
   * Returns the tensors of a file: those that were read in the order of the network, then the
   * others in that of the file.
   *
   * @param filled the addresses of the parameters that have values of the file
   */
  static List<ImportedTensor> listed(MappedTensors file, Set<String> filled) {
    Set<String> others = new LinkedHashSet<>(file.file().tensors().keySet());
    List<ImportedTensor> listed = new ArrayList<>();
    for (String address : filled) {
      String name = file.sources().get(address);
      listed.add(of(file, name, address));
      others.remove(name);
    }
    others.forEach(name -> listed.add(of(file, name, "")));
    return listed;
  }

  private static ImportedTensor of(MappedTensors file, String name, String address) {
    ForeignTensors.Tensor tensor = file.file().tensors().get(name);
    return new ImportedTensor(name, tensor.type(), tensor.shape(), address);
  }
}
