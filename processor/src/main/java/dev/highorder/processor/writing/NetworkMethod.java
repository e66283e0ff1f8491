package dev.highorder.processor.writing;

import com.squareup.javapoet.ArrayTypeName;
import com.squareup.javapoet.CodeBlock;
import com.squareup.javapoet.MethodSpec;
import com.squareup.javapoet.ParameterSpec;
import dev.highorder.processor.model.Depth;
import dev.highorder.processor.model.Scope;
import dev.highorder.processor.model.StackPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the method that creates the paper's network. */
final class NetworkMethod {

  private final Creator creator;
  private final ParameterSpec width;

  private NetworkMethod(Creator creator, ParameterSpec width) {
    this.creator = creator;
    this.width = width;
  }

  /** Returns the method, if the sub-net has a parameter that can be its width. */
  static Optional<MethodSpec> of(Creator creator) {
    return creator.width().map(width -> new NetworkMethod(creator, width).write());
  }

  /**
   * The parts of this method that depend on the depth.
   *
   * @param stacks the stacks, in the middle of a sentence
   * @param moreOnWidths the end of the sentence about the widths
   * @param blocks the argument of {@code setBlocks}
   */
  private record Stacks(String stacks, String moreOnWidths, CodeBlock blocks) {}

  private Stacks stacks() {
    if (creator.plan().depth() instanceof Depth.NetworkOfStacks network) {
      return new Stacks(
          network.blocks().size() + " stacks",
          "one number is the first stack's and doubles from stack to stack",
          CodeBlock.of("$L", join(network.blocks())));
    }
    return new Stacks(
        "a stack for each width",
        creator.changesShape()
            ? "the first block of each further stack halves the image"
            : "between two stacks the image halves",
        CodeBlock.of("$L", Scope.BLOCKS));
  }

  private MethodSpec write() {
    String classes = creator.newName("classes", "number of classes");
    String widths = creator.newName("widths", "numbers of channels");
    Stacks stacks = stacks();
    List<ParameterSpec> others = new ArrayList<>(creator.parameters());
    others.remove(width);
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("network")
            .addModifiers(creator.visibility())
            .addModifiers(Modifier.STATIC)
            .returns(TypeNames.NETWORK)
            .addJavadoc(
                """
                Creates the paper's network for images: a 3x3 convolution, $L,
                global average pooling and a linear layer. It takes {@code (batch, 3, height, width)}
                and returns {@code (batch, classes)}. {@link $T#builder()} takes other layouts.
                """,
                stacks.stacks(),
                TypeNames.NETWORK)
            .addJavadoc("\n@param $L the number of classes\n", classes)
            .addJavadoc(
                "@param $L the channels of each stack, $L {@code $L} of the sub-net;\n    $L\n",
                widths,
                creator.isHalved(width) ? "twice the" : "which are the",
                width.name,
                stacks.moreOnWidths())
            .addParameter(int.class, classes)
            .addParameter(ArrayTypeName.of(int.class), widths);
    others.forEach(parameter -> creator.addParameter(method, parameter));
    if (others.isEmpty()) {
      method.varargs();
    }
    return method
        .addJavadoc("@return the network, not yet initialised\n")
        .addStatement(
            "return $T.builder()\n"
                + ".setClasses($L)\n.setWidths($L)\n.setBlocks($L)\n.setStack($L)\n.build()",
            TypeNames.NETWORK,
            classes,
            widths,
            stacks.blocks(),
            stackFactory())
        .build();
  }

  private CodeBlock stackFactory() {
    if (creator.parameters().size() == 1) {
      StackPlan plan = creator.plan();
      CodeBlock type = TypeNames.inExpression(plan, TypeNames.generated(plan));
      CodeBlock keeping = CodeBlock.of("$L::withBlocks", type);
      return creator.changesShape()
          ? CodeBlock.of("$L, $L::withShapeChange", keeping, type)
          : keeping;
    }
    String blocks = creator.newName("blocks", "number of blocks");
    String arguments =
        join(creator.parameters().stream().map(parameter -> parameter.name).toList());
    CodeBlock keeping =
        CodeBlock.of("($1L, $2L) -> withBlocks($1L, $3L)", blocks, width.name, arguments);
    if (!creator.changesShape()) {
      return keeping;
    }
    String change = creator.newName("change", "change of shape");
    return CodeBlock.of(
        "\n$1L,\n($2L, $3L, $4L) -> withShapeChange($2L, $3L, $5L)",
        keeping,
        change,
        blocks,
        width.name,
        arguments);
  }

  private static String join(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
