package dev.highorder.weights;

import ai.djl.ndarray.types.Shape;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sizes of a network as far as the names and shapes of a file tell them.
 *
 * @param subNets the number of sub-nets of each stack
 * @param widths the channels of the output of each stack
 * @param stemWidth the channels of the output of the stem
 * @param stemKernel the height of the kernel of the stem's convolution; 0 if it has none
 * @param classes the number of outputs
 * @param hasNormalisedHead whether the head begins with batch normalisation, as after
 *     pre-activation sub-nets
 */
public record FileSizes(
    List<Integer> subNets,
    List<Integer> widths,
    int stemWidth,
    int stemKernel,
    int classes,
    boolean hasNormalisedHead) {

  private static final Pattern LAYER =
      Pattern.compile(
          "stack([1-9][0-9]{0,3})\\.subnet([1-9][0-9]{0,5})\\.(?:conv|linear)([1-9])\\.weight");
  private static final int KERNEL_DIMENSION = 2;

  /**
   * Reads the sizes off a file.
   *
   * @throws StorageException if it has no stem, no head or no stack, or numbers of stacks or
   *     sub-nets are left out
   */
  public static FileSizes of(MappedTensors file) throws StorageException {
    TreeMap<Integer, TreeSet<Integer>> stacks = stacks(file.sources().keySet());
    TreeMap<Integer, Integer> layers = new TreeMap<>();
    for (String address : file.sources().keySet()) {
      Matcher layer = LAYER.matcher(address);
      if (layer.matches()) {
        layers.merge(Integer.parseInt(layer.group(1)), Integer.parseInt(layer.group(3)), Math::max);
      }
    }
    List<Integer> subNets = new ArrayList<>();
    List<Integer> widths = new ArrayList<>();
    for (int stack = 1; stack <= Math.max(1, stacks.size()); stack++) {
      TreeSet<Integer> numbers = stacks.getOrDefault(stack, new TreeSet<>());
      if (numbers.isEmpty() || numbers.last() != numbers.size()) {
        throw unclear(file, "of the sub-nets of stack %s, it has %s".formatted(stack, numbers));
      }
      subNets.add(numbers.size());
      String last = "stack%s.subnet1.conv%s.weight".formatted(stack, layers.get(stack));
      widths.add(outputs(file, last));
    }
    Optional<Shape> stem = file.shape("stem.conv1.weight");
    return new FileSizes(
        subNets,
        widths,
        outputs(file, "stem.conv1.weight"),
        stem.filter(shape -> shape.dimension() > KERNEL_DIMENSION)
            .map(shape -> (int) shape.get(KERNEL_DIMENSION))
            .orElse(0),
        outputs(file, "head.linear1.weight"),
        file.shape("head.bn1.weight").isPresent());
  }

  /** Returns the number of sub-nets of each stack that addresses name. */
  static List<Integer> subNets(Set<String> addresses) {
    return stacks(addresses).values().stream().map(Set::size).toList();
  }

  /** Returns the largest number of convolutions or linear layers of a sub-net; 0 without any. */
  static int layers(Set<String> addresses) {
    return addresses.stream()
        .map(LAYER::matcher)
        .filter(Matcher::matches)
        .mapToInt(layer -> Integer.parseInt(layer.group(3)))
        .max()
        .orElse(0);
  }

  /** Returns the numbers of the sub-nets of each stack. */
  private static TreeMap<Integer, TreeSet<Integer>> stacks(Set<String> addresses) {
    TreeMap<Integer, TreeSet<Integer>> stacks = new TreeMap<>();
    for (String address : addresses) {
      Matcher layer = LAYER.matcher(address);
      if (layer.matches()) {
        stacks
            .computeIfAbsent(Integer.parseInt(layer.group(1)), stack -> new TreeSet<>())
            .add(Integer.parseInt(layer.group(2)));
      }
    }
    return stacks;
  }

  /** Returns the first dimension of a tensor behind which there are bytes. */
  private static int outputs(MappedTensors file, String address) throws StorageException {
    Shape shape = file.shape(address).orElse(new Shape());
    if (shape.dimension() == 0 || shape.size() == 0) {
      throw unclear(file, "no tensor of it becomes " + address);
    }
    return Math.toIntExact(shape.get(0));
  }

  private static StorageException unclear(MappedTensors file, String what) {
    return new StorageException(
        "%s says no sizes of a network: %s. By the rules %s, %s of its %s tensors have a place, and %s are named by no rule%s. Give the sizes yourself, or rules for these names."
            .formatted(
                ForeignText.show(file.file().file()),
                what,
                ForeignText.show(file.rules().name()),
                file.sources().size(),
                file.file().tensors().size(),
                file.unknown().size(),
                file.unknown().isEmpty()
                    ? ""
                    : ", such as " + ForeignText.show(file.unknown().get(0))));
  }
}
