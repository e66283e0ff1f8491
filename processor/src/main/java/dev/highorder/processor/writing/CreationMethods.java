package dev.highorder.processor.writing;

import com.google.auto.common.Visibility;
import com.squareup.javapoet.ArrayTypeName;
import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.CodeBlock;
import com.squareup.javapoet.MethodSpec;
import com.squareup.javapoet.NameAllocator;
import com.squareup.javapoet.ParameterSpec;
import com.squareup.javapoet.TypeName;
import dev.highorder.Scheme;
import dev.highorder.processor.model.RuntimeNames;
import dev.highorder.processor.model.StackPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;

/**
 * Writes what creates a stack or a network: for one constructor or factory method of the sub-net,
 * the methods that take its parameters.
 */
final class CreationMethods {

  private final StackPlan plan;
  private final ExecutableElement creator;
  private final List<ParameterSpec> parameters;

  /** Every name has a tag: without one it gets a random number, for which Java starts a lot. */
  private final NameAllocator names = new NameAllocator();

  CreationMethods(StackPlan plan, ExecutableElement creator) {
    this.plan = plan;
    this.creator = creator;
    this.parameters =
        creator.getParameters().stream()
            .map(p -> ParameterSpec.builder(TypeName.get(p.asType()), p.getSimpleName().toString()))
            .map(ParameterSpec.Builder::build)
            .toList();
    parameters.forEach(parameter -> names.newName(parameter.name, parameter.name));
  }

  /** The constructor with the sub-net's own parameters. */
  MethodSpec constructor() {
    MethodSpec.Builder method =
        MethodSpec.constructorBuilder()
            .addJavadoc(
                "Creates a stack of {@value #BLOCKS} $L.\n",
                plan.blocks().get(0) == 1 ? "block" : "blocks")
            .addStatement(
                "this($L, $L, $L)", constant("DESCRIPTION"), constant("BLOCKS"), newSubNet());
    return addOwnParameters(method).build();
  }

  /**
   * The constructor that all others call; its first parameter keeps it apart from a sub-net's own.
   */
  static MethodSpec privateConstructor() {
    return MethodSpec.constructorBuilder()
        .addModifiers(Modifier.PRIVATE)
        .addParameter(RuntimeNames.STACK_DESCRIPTION, "description")
        .addParameter(int.class, "blocks")
        .addParameter(RuntimeNames.SUB_NET_FACTORY, "subNet")
        .addStatement("super(description, blocks, subNet)")
        .build();
  }

  /** The factory method that takes the number of blocks as well. */
  MethodSpec withBlocks() {
    String blocks = names.newName("blocks", "number of blocks");
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("withBlocks")
            .addModifiers(Modifier.STATIC)
            .returns(plan.generated())
            .addJavadoc("Creates a stack of any number of blocks.\n")
            .addJavadoc("\n@param $L the number of blocks, at least 1\n", blocks)
            .addParameter(int.class, blocks)
            .addStatement(
                "return new $T($L, $L, $L)",
                plan.generated(),
                constant("DESCRIPTION"),
                blocks,
                newSubNet());
    return addOwnParameters(method)
        .addJavadoc("@return a stack whose input and output have the same shape\n")
        .build();
  }

  /** The paper's network, if the sub-net has an {@code int} parameter that can be its width. */
  Optional<MethodSpec> network() {
    return width().map(this::network);
  }

  private MethodSpec network(ParameterSpec width) {
    String classes = names.newName("classes", "number of classes");
    String widths = names.newName("widths", "numbers of channels");
    List<ParameterSpec> others = new ArrayList<>(parameters);
    others.remove(width);
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("network")
            .addModifiers(visibility())
            .addModifiers(Modifier.STATIC)
            .returns(RuntimeNames.NETWORK)
            .addJavadoc(
                """
                Creates the paper's network for images: a 3x3 convolution, $L,
                global average pooling and a linear layer. It takes {@code (batch, 3, height, width)}
                and returns {@code (batch, classes)}. {@link Network#builder()} takes other layouts.
                """,
                plan.blocks().size() == 1
                    ? "a stack for each width"
                    : plan.blocks().size() + " stacks")
            .addJavadoc("\n@param $L the number of classes\n", classes)
            .addJavadoc(
                "@param $L the channels of each stack, $L $L; ",
                widths,
                isHalved(width) ? "twice the sub-net's" : "the sub-net's",
                width.name)
            .addJavadoc(
                plan.blocks().size() == 1
                    ? "between two stacks the\n    image halves\n"
                    : "or those of the\n    first, which double from stack to stack\n")
            .addParameter(int.class, classes)
            .addParameter(ArrayTypeName.of(int.class), widths);
    others.forEach(parameter -> addParameter(method, parameter));
    if (others.isEmpty()) {
      method.varargs();
    }
    return method
        .addJavadoc("@return the network, not yet initialised\n")
        .addStatement(
            "return $T.builder()\n"
                + ".setClasses($L)\n.setWidths($L)\n.setBlocks($L)\n.setStack($L)\n.build()",
            RuntimeNames.NETWORK,
            classes,
            widths,
            plan.blocks().size() == 1 ? constant("BLOCKS") : join(plan.blocks()),
            stackFactory(width))
        .build();
  }

  private CodeBlock stackFactory(ParameterSpec width) {
    if (parameters.size() == 1) {
      return CodeBlock.of("$T::withBlocks", plan.generated());
    }
    String blocks = names.newName("blocks", "number of blocks in the lambda");
    List<String> arguments = parameters.stream().map(parameter -> parameter.name).toList();
    return CodeBlock.of("($1L, $2L) -> withBlocks($1L, $3L)", blocks, width.name, join(arguments));
  }

  private CodeBlock newSubNet() {
    String arguments = parameters.stream().map(this::argument).collect(Collectors.joining(", "));
    return plan.subNet().isFactory()
        ? CodeBlock.of(
            "() -> $T.$L($L)",
            ClassName.get(plan.subNet().type()),
            creator.getSimpleName(),
            arguments)
        : CodeBlock.of("() -> new $T($L)", ClassName.get(plan.subNet().type()), arguments);
  }

  private String argument(ParameterSpec parameter) {
    return isHalved(parameter) ? "half(" + parameter.name + ")" : parameter.name;
  }

  /** Whether it is the width, of which the sub-nets of a reversible stack have half. */
  private boolean isHalved(ParameterSpec parameter) {
    return plan.method().wiring().family() == Scheme.Family.REVERSIBLE
        && width().filter(parameter::equals).isPresent();
  }

  /** The parameter that can be the sub-net's number of channels. */
  private Optional<ParameterSpec> width() {
    return parameters.stream().filter(p -> p.type.equals(TypeName.INT)).findFirst();
  }

  /** A constant of the generated class, which a parameter of the sub-net may hide. */
  private CodeBlock constant(String name) {
    boolean hidden = parameters.stream().anyMatch(parameter -> parameter.name.equals(name));
    return hidden ? CodeBlock.of("$T.$L", plan.generated(), name) : CodeBlock.of("$L", name);
  }

  private MethodSpec.Builder addOwnParameters(MethodSpec.Builder method) {
    if (!parameters.isEmpty() && method.build().parameters.isEmpty()) {
      method.addJavadoc("\n");
    }
    parameters.forEach(parameter -> addParameter(method, parameter));
    return method.varargs(creator.isVarArgs()).addModifiers(visibility());
  }

  private void addParameter(MethodSpec.Builder method, ParameterSpec parameter) {
    method.addParameter(parameter);
    method.addJavadoc(
        isHalved(parameter)
            ? "@param $L an even number, half of which is the sub-net's; otherwise as for $L\n"
            : "@param $L as for $L\n",
        parameter.name,
        ClassJavadoc.linkTo(plan.subNet()));
  }

  /** Public where both the generated class and the sub-net's constructor or method are. */
  private Modifier[] visibility() {
    boolean isPublic =
        plan.subNet().isPublic() && Visibility.ofElement(creator) == Visibility.PUBLIC;
    return isPublic ? new Modifier[] {Modifier.PUBLIC} : new Modifier[0];
  }

  private static String join(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
