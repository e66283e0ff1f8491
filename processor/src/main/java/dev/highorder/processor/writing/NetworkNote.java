package dev.highorder.processor.writing;

import dev.highorder.processor.model.Parameter;
import dev.highorder.processor.model.StackPlan;
import java.util.List;
import java.util.Optional;

/** Writes the note about a generated class whose width may not be the one that is meant. */
public final class NetworkNote {

  private NetworkNote() {}

  /** Returns the note; empty if the width is clear, or if the sub-net has no parameters. */
  public static Optional<String> of(StackPlan plan) {
    List<List<Parameter>> creators =
        plan.subNet().creators().stream().map(plan.subNet()::parameters).toList();
    boolean hasWidth = creators.stream().flatMap(List::stream).anyMatch(Parameter::isWidth);
    if (!hasWidth) {
      return creators.stream().allMatch(List::isEmpty)
          ? Optional.empty()
          : Optional.of(withoutWidth(plan));
    }
    return creators.stream()
        .map(parameters -> laterWidth(plan, parameters))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static String withoutWidth(StackPlan plan) {
    return ("%1$s has no method network(...), because no parameter of %2$s can be its width: an"
            + " int, long, Integer or Long. Build the network with Network.builder() and"
            + " .setStack((blocks, width) -> %1$s.withBlocks(blocks, ...)).")
        .formatted(plan.className(), plan.subNet().qualifiedName());
  }

  /** An int is the width even if a long stands before it, as the widths of DJL's layers do. */
  private static Optional<String> laterWidth(StackPlan plan, List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      if (parameter.isWidth()) {
        return Optional.empty();
      }
      if (parameter.type() != Parameter.WidthType.NONE) {
        return parameters.stream()
            .filter(Parameter::isWidth)
            .findFirst()
            .map(
                width ->
                    "%s takes %s for the width of %s, because it is the first int. If %s is the width, declare it as int."
                        .formatted(
                            plan.className(),
                            width.element(),
                            plan.subNet().qualifiedName(),
                            parameter.element()));
      }
    }
    return Optional.empty();
  }
}
