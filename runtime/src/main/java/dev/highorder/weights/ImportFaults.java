package dev.highorder.weights;

import ai.djl.ndarray.types.Shape;
import dev.highorder.storage.ForeignTensors;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The differences between the tensors of a file and the parameters of a network, all at once. */
final class ImportFaults {

  private static final int MAX_LISTED = 8;

  private final MappedTensors file;
  private final List<String> unplaced = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> misshapen = new ArrayList<>();

  private ImportFaults(MappedTensors file) {
    this.file = file;
  }

  /**
   * Compares a file with a network.
   *
   * @param shapes the shapes of the parameters that are to be filled, by address
   * @param replaced the addresses whose tensors are left out
   * @throws StorageException if they differ, with each difference by name
   */
  static void require(MappedTensors file, Map<String, Shape> shapes, List<String> replaced)
      throws StorageException {
    ImportFaults faults = new ImportFaults(file);
    for (String name : file.unknown()) {
      faults.unplaced.add("%s: no rule names it".formatted(faults.shown(name)));
    }
    file.sources()
        .forEach(
            (address, name) -> {
              if (!shapes.containsKey(address) && !replaced.contains(address)) {
                faults.unplaced.add(
                    "%s: the network has no %s"
                        .formatted(faults.shown(name), ForeignText.show(address)));
              }
            });
    shapes.forEach(faults::compare);
    faults.refuse(sizes(file.sources().keySet(), shapes.keySet()));
  }

  /**
   * Says how the sub-nets of a file and a network differ; empty if they are as many and as deep.
   */
  private static String sizes(Set<String> ofFile, Set<String> ofNetwork) {
    List<String> differences = new ArrayList<>();
    List<Integer> blocks = FileSizes.subNets(ofFile);
    List<Integer> subNets = FileSizes.subNets(ofNetwork);
    if (!blocks.equals(subNets)) {
      differences.add(
          "the file has blocks %s, the network sub-nets for %s".formatted(blocks, subNets));
    }
    int layers = FileSizes.layers(ofFile);
    int needed = FileSizes.layers(ofNetwork);
    if (layers != needed) {
      differences.add(
          "the file's blocks have %s layers, the network's sub-nets %s".formatted(layers, needed));
    }
    return differences.isEmpty() ? "" : ": " + String.join("; ", differences);
  }

  private void compare(String address, Shape needed) {
    String name = file.sources().get(address);
    if (name == null) {
      missing.add("%s %s".formatted(address, needed));
      return;
    }
    ForeignTensors.Tensor tensor = file.file().tensors().get(name);
    if (!tensor.isReal()) {
      misshapen.add(
          "%s: %s has type %s, which is no floating-point number"
              .formatted(shown(name), address, ForeignText.show(tensor.type())));
    } else if (!fits(tensor.shape(), needed)) {
      misshapen.add("%s: the network's %s is %s".formatted(shown(name), address, needed));
    }
  }

  /** Some programs write the last layer as a 1x1 convolution, which has the same numbers. */
  static boolean fits(Shape found, Shape needed) {
    int common = needed.dimension();
    return found.dimension() >= common
        && found.slice(0, common).equals(needed)
        && found.slice(common).size() == 1;
  }

  private String shown(String name) {
    return ForeignText.show(name) + " " + file.file().tensors().get(name).shape();
  }

  private void refuse(String sizes) throws StorageException {
    if (unplaced.isEmpty() && missing.isEmpty() && misshapen.isEmpty()) {
      return;
    }
    throw new StorageException(
        "%s does not fit the network%s.%s%s%s%nChoose a network of the same sub-net, blocks and widths, or give rules that map or ignore these names."
            .formatted(
                ForeignText.show(file.file().file()),
                sizes,
                listed("Tensors of the file without a place", unplaced),
                listed("Parameters of the network that the file lacks", missing),
                listed("Tensors of another shape or type", misshapen)));
  }

  private static String listed(String heading, List<String> lines) {
    if (lines.isEmpty()) {
      return "";
    }
    String shown =
        lines.stream()
            .limit(MAX_LISTED)
            .map(line -> "%n  ".formatted() + line)
            .collect(Collectors.joining());
    int more = lines.size() - MAX_LISTED;
    return "%n%s: %s".formatted(heading, lines.size())
        + shown
        + (more > 0 ? "%n  and %s more".formatted(more) : "");
  }
}
