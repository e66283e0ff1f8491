package dev.highorder.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import dev.highorder.stack.HighOrderStack;
import java.util.ArrayList;
import java.util.List;

/** The copy of parameters from one network to another of the same depth. */
public final class Transplant {

  private static final String DEPTHS =
      "Four Euler blocks are as deep as two midpoint blocks or one RK4 block.";

  private Transplant() {}

  /** Copies the parameters of a donor, as {@link Network#transplant} specifies. */
  static void of(Network donor, Network receiver) {
    copy(donor, receiver, receiver.parts().size());
  }

  /**
   * Copies the parameters of a donor except those of the head, as a network needs it that has other
   * classes.
   *
   * @param donor an initialised network, which is not changed
   * @param receiver an initialised network; its head and trained step sizes are not changed
   * @throws IllegalArgumentException if the networks differ in the number of sub-nets or in the
   *     shapes of other tensors; nothing is changed then
   * @throws IllegalStateException if one of the networks is not initialised
   */
  public static void ofBody(Network donor, Network receiver) {
    copy(donor, receiver, receiver.parts().size() - 1);
  }

  /**
   * Checks that parameters can be copied from one network to another, but for those of the head.
   * Neither needs to be initialised.
   *
   * @throws IllegalArgumentException if they differ in layout, transition, widths, sub-net or
   *     number of sub-nets; the message names both
   */
  public static void requirePossible(Network donor, Network receiver) {
    requireEqual("layout", donor.layout(), receiver.layout(), "Choose the donor's layout.");
    requireEqual("widths", donor.widths(), receiver.widths(), "Choose the donor's widths.");
    if (donor.widths().size() > 1) {
      requireEqual(
          "transition",
          donor.transition(),
          receiver.transition(),
          "Choose the donor's transition.");
    }
    requireEqual("sub-net", subNets(donor), subNets(receiver), "Choose a network of that sub-net.");
    requireEqual(
        "numbers of sub-nets",
        depths(donor),
        depths(receiver),
        "Choose as many blocks as make the donor's number. " + DEPTHS);
  }

  private static void requireEqual(String what, Object donor, Object receiver, String remedy) {
    if (!donor.equals(receiver)) {
      throw new IllegalArgumentException(
          "The donor has the %s %s, but this network %s. %s"
              .formatted(what, donor, receiver, remedy));
    }
  }

  private static List<String> subNets(Network network) {
    return network.stacks().stream().map(stack -> stack.description().subNet()).distinct().toList();
  }

  private static List<Integer> depths(Network network) {
    return network.stacks().stream().map(stack -> stack.subNets().size()).toList();
  }

  private static void copy(Network donor, Network receiver, int parts) {
    if (!receiver.isInitialized() || !donor.isInitialized()) {
      throw new IllegalStateException(
          "A network is not initialised. Initialise both before parameters are copied.");
    }
    if (donor.parts().size() != receiver.parts().size()) {
      throw new IllegalArgumentException(
          "The donor has %s stacks and this network %s. Choose networks with the same number."
              .formatted(donor.stacks().size(), receiver.stacks().size()));
    }
    List<Parameter> from = new ArrayList<>();
    List<Parameter> to = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      List<Parameter> source = parameters(donor.parts().get(i));
      List<Parameter> target = parameters(receiver.parts().get(i));
      requireEqualShapes(receiver.getChildren().keys().get(i), shapes(source), shapes(target));
      from.addAll(source);
      to.addAll(target);
    }
    for (int i = 0; i < to.size(); i++) {
      from.get(i).getArray().copyTo(to.get(i).getArray());
    }
  }

  private static void requireEqualShapes(String part, List<Shape> source, List<Shape> target) {
    if (source.size() != target.size()) {
      throw new IllegalArgumentException(
          "The %s of the donor has %s tensors and this network's %s: they differ in depth or sub-net. %s"
              .formatted(part, source.size(), target.size(), DEPTHS));
    }
    for (int i = 0; i < target.size(); i++) {
      if (!source.get(i).equals(target.get(i))) {
        throw new IllegalArgumentException(
            "Tensor %s of the %s has the shape %s in the donor and %s in this network: they differ in width, classes or sub-net. Choose networks that agree in these."
                .formatted(i + 1, part, source.get(i), target.get(i)));
      }
    }
  }

  /** Returns the parameters of a part in order, without the trained step sizes of a stack. */
  private static List<Parameter> parameters(Block part) {
    List<Block> holders =
        part instanceof HighOrderStack ? part.getChildren().values() : List.of(part);
    return holders.stream().flatMap(holder -> holder.getParameters().values().stream()).toList();
  }

  private static List<Shape> shapes(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::getShape).toList();
  }
}
