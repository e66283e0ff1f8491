package dev.highorder.generated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A generated class as its entry on the class path describes it.
 *
 * @param name its qualified name
 * @param subNet the sub-net's class or factory method
 * @param scheme the name of the scheme, such as {@code RK4}
 * @param blocks the blocks of each stack that the annotation asks for
 * @param weights which stages share a sub-net, such as {@code PER_STAGE}
 * @param step the step size, such as {@code FIXED 1.0}
 * @param afterSum the activation after the sum of a block, such as {@code RELU}; {@code NOTHING} if
 *     there is none, or the entry was written before there were any
 * @param changesShape whether the first block can change the shape
 * @param creators the ways to create a stack: one for each constructor of the sub-net, or one for
 *     its factory method
 */
public record GeneratedClass(
    String name,
    String subNet,
    String scheme,
    List<Integer> blocks,
    String weights,
    String step,
    String afterSum,
    boolean changesShape,
    List<Creator> creators) {

  /**
   * The parameters of one {@code withBlocks} after the number of blocks.
   *
   * @param parameters in the order of the sub-net's own
   */
  public record Creator(List<Parameter> parameters) {

    /** Returns whether it takes a width alone, or nothing. */
    public boolean takesAtMostWidth() {
      return others().isEmpty();
    }

    /** Returns the parameters other than the width. */
    public List<Parameter> others() {
      return parameters.stream().filter(parameter -> !parameter.isWidth()).toList();
    }
  }

  /**
   * One parameter.
   *
   * @param type its type in Java, qualified
   * @param name its name
   * @param isWidth whether it is the number of channels, or features
   */
  public record Parameter(String type, String name, boolean isWidth) {}

  /** Returns the name without its package. */
  public String simpleName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Returns whether {@link GeneratedStack#factory()} creates its stacks from blocks and width. */
  public boolean needsOnlyWidth() {
    return creators.stream().anyMatch(Creator::takesAtMostWidth);
  }

  /**
   * Reads an entry.
   *
   * @throws IllegalArgumentException if a property is missing or no number; the message says which
   */
  static GeneratedClass of(String name, Properties entry) {
    return new GeneratedClass(
        name,
        required(entry, "subNet"),
        required(entry, "scheme"),
        blocks(required(entry, "blocks")),
        required(entry, "weights"),
        required(entry, "step"),
        entry.getProperty("afterSum", "NOTHING"),
        Boolean.parseBoolean(entry.getProperty("changesShape")),
        creators(entry));
  }

  private static String required(Properties entry, String key) {
    return Optional.ofNullable(entry.getProperty(key))
        .orElseThrow(() -> new IllegalArgumentException("it has no " + key));
  }

  private static List<Integer> blocks(String numbers) {
    try {
      return Arrays.stream(numbers.split(",", -1)).map(Integer::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("blocks is no list of numbers", e);
    }
  }

  private static List<Creator> creators(Properties entry) {
    List<Creator> creators = new ArrayList<>();
    for (int i = 1; entry.containsKey("parameters." + i); i++) {
      String width = entry.getProperty("width." + i, "");
      creators.add(
          new Creator(
              Stream.of(entry.getProperty("parameters." + i).split("; ", -1))
                  .filter(text -> !text.isEmpty())
                  .map(text -> parameter(text, width))
                  .toList()));
    }
    if (creators.isEmpty()) {
      throw new IllegalArgumentException("it has no parameters.1");
    }
    return creators;
  }

  private static Parameter parameter(String text, String width) {
    int space = text.lastIndexOf(' ');
    if (space < 0) {
      throw new IllegalArgumentException("a parameter has no type");
    }
    String name = text.substring(space + 1);
    return new Parameter(text.substring(0, space), name, name.equals(width));
  }
}
