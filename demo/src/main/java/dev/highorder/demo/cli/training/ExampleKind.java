package dev.highorder.demo.cli.training;

import dev.highorder.demo.net.NamedStacks;
import dev.highorder.network.Layout;
import java.util.List;
import java.util.stream.Collectors;

/** The kinds of examples of the command line, and the networks that read them. */
public enum ExampleKind {
  /** Image folders, CIFAR-10 and drawn shapes. */
  IMAGES(
      "images",
      "vgg-rk4",
      List.of(16, 32, 64),
      Layout.CIFAR,
      Layout.IMAGENET,
      Layout.CIFAR_STRIDED,
      Layout.CIFAR_PREACTIVATION,
      Layout.IMAGENET_PREACTIVATION,
      Layout.PATCHES),

  /** CSV files whose columns are numbers and categories. */
  ROWS("rows of a table", "dense-rk4", List.of(32), Layout.VECTOR),

  /** CSV files with a column of texts. */
  TEXTS("texts", "vit-rk4", List.of(32), Layout.TOKENS);

  private final String examples;
  private final String network;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<Integer> widths;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<Layout> layouts;

  ExampleKind(String examples, String network, List<Integer> widths, Layout... layouts) {
    this.examples = examples;
    this.network = network;
    this.widths = widths;
    this.layouts = List.of(layouts);
  }

  /** Returns the name of the network that is trained if no other is asked for. */
  public String network() {
    return network;
  }

  /** Returns the widths of its stacks, if no others are asked for. */
  public List<Integer> widths() {
    return widths;
  }

  /**
   * Returns the layout of a network of these examples.
   *
   * @param stacks its stacks
   * @param chosen the layout that was asked for, or null
   * @throws IllegalArgumentException if it reads other examples
   */
  Layout layout(StackChoice stacks, Layout chosen) {
    Layout own = own(stacks.name());
    if (!layouts.contains(own)) {
      throw new IllegalArgumentException(
          "The network %s does not read %s. Choose one of %s with --net."
              .formatted(
                  stacks.name(),
                  examples,
                  NamedStacks.all().keySet().stream()
                      .filter(other -> layouts.contains(own(other)))
                      .collect(Collectors.joining(", "))));
    }
    if (chosen != null && !layouts.contains(chosen)) {
      throw new IllegalArgumentException(
          "--layout %s does not take %s. Choose %s."
              .formatted(
                  chosen,
                  examples,
                  layouts.stream()
                      .map(Layout::name)
                      .collect(Collectors.joining(", "))
                      .replaceFirst(", (\\w+)$", " or $1")));
    }
    return chosen == null ? own : chosen;
  }

  /** Stacks that take the tokens of images take those of texts. */
  private Layout own(String name) {
    if (!NamedStacks.all().containsKey(name)) {
      return layouts.get(0); // a class of the user, of whose input nothing is known
    }
    Layout own = NamedStacks.layout(name);
    return this == TEXTS && own == Layout.PATCHES ? Layout.TOKENS : own;
  }
}
