package dev.highorder.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import dev.highorder.stack.HighOrderStack;
import java.util.ArrayList;
import java.util.List;

/** The copy of parameters from one network to another of the same depth. */
final class Transplant {

  private Transplant() {}

  /** Copies the parameters of a donor, as {@link Network#transplant} specifies. */
  static void of(Network donor, Network receiver) {
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
    for (int i = 0; i < receiver.parts().size(); i++) {
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
          "The %s of the donor has %s tensors and this network's %s: they differ in depth or sub-net. Four Euler blocks are as deep as two midpoint blocks or one RK4 block."
              .formatted(part, source.size(), target.size()));
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
