package dev.highorder.processor.writing;

import com.google.auto.common.Visibility;
import com.squareup.javapoet.CodeBlock;
import com.squareup.javapoet.MethodSpec;
import com.squareup.javapoet.NameAllocator;
import com.squareup.javapoet.ParameterSpec;
import com.squareup.javapoet.TypeName;
import dev.highorder.processor.model.Parameter;
import dev.highorder.processor.model.StackPlan;
import dev.highorder.processor.model.SubNet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;

/**
 * A constructor or factory method of the sub-net, as the methods of the generated class call it:
 * its parameters, the call, and names that do not clash with theirs.
 */
final class Creator {

  private final StackPlan plan;
  private final ExecutableElement element;
  private final List<Parameter> declared;

  /** The parameters of the sub-net as generated code names them, its stride included. */
  private final List<ParameterSpec> specs;

  /** Every name has a tag: without one it gets a random number, which starts much of Java. */
  private final NameAllocator names = new NameAllocator();

  /** The names of what is no parameter, by tag. */
  private final Map<String, String> given = new HashMap<>();

  Creator(StackPlan plan, ExecutableElement element) {
    this.plan = plan;
    this.element = element;
    this.declared = plan.subNet().parameters(element);
    // All parameters that can keep their names do so, before the others get new ones.
    List<String> written = declared.stream().map(Parameter::name).toList();
    written.stream().filter(this::isFree).forEach(name -> names.newName(name, name));
    plan.scope().takenNames().forEach(name -> names.newName(name, "class " + name));
    written.stream().filter(name -> !isFree(name)).forEach(name -> names.newName(name, name));
    this.specs = declared.stream().map(this::spec).toList();
  }

  private boolean isFree(String name) {
    return !plan.scope().takenNames().contains(name);
  }

  private ParameterSpec spec(Parameter parameter) {
    TypeName type = parameter.isWidth() ? TypeName.INT : TypeName.get(parameter.element().asType());
    return ParameterSpec.builder(type, names.get(parameter.name())).build();
  }

  StackPlan plan() {
    return plan;
  }

  /** Returns the parameters that generated methods share with the sub-net. */
  List<ParameterSpec> parameters() {
    return parameters(parameter -> !parameter.isStride());
  }

  private List<ParameterSpec> parameters(Predicate<Parameter> kind) {
    return IntStream.range(0, declared.size())
        .filter(i -> kind.test(declared.get(i)))
        .mapToObj(specs::get)
        .toList();
  }

  /** Returns whether the sub-net has a stride and the plan's stacks use it. */
  boolean changesShape() {
    return plan.changesShape() && SubNet.hasStride(element);
  }

  /** Returns a name that no parameter has; an equal tag is the same name again. */
  String newName(String suggestion, String tag) {
    return given.computeIfAbsent(tag, key -> names.newName(suggestion, key));
  }

  /** Returns the parameter that can be the sub-net's number of channels. */
  Optional<ParameterSpec> width() {
    return parameters(Parameter::isWidth).stream().findFirst();
  }

  /** Returns whether it is the width, of which the sub-nets of a reversible stack take half. */
  boolean isHalved(ParameterSpec parameter) {
    return plan.scheme().wiring().halvesChannels() && width().filter(parameter::equals).isPresent();
  }

  /** Returns the lambda that creates a sub-net; if it has a stride, that is 1. */
  CodeBlock newSubNet() {
    return CodeBlock.of("() -> $L", call("1"));
  }

  /** Returns the lambda that creates a sub-net with a stride. */
  CodeBlock newStridedSubNet() {
    String stride = parameters(Parameter::isStride).get(0).name;
    return CodeBlock.of("$L -> $L", stride, call(stride));
  }

  private CodeBlock call(String stride) {
    CodeBlock arguments =
        IntStream.range(0, declared.size())
            .mapToObj(
                i ->
                    declared.get(i).isStride()
                        ? CodeBlock.of("$L", stride)
                        : argument(declared.get(i), specs.get(i)))
            .collect(CodeBlock.joining(", "));
    return plan.subNet().isFactory()
        ? CodeBlock.of(
            "$L.$L($L)",
            TypeNames.inExpression(plan, TypeNames.subNet(plan)),
            element.getSimpleName(),
            arguments)
        : CodeBlock.of("new $T($L)", TypeNames.subNet(plan), arguments);
  }

  /** A width has the type that the sub-net declares, so that no other constructor is called. */
  private CodeBlock argument(Parameter parameter, ParameterSpec spec) {
    String value = isHalved(spec) ? "half(" + spec.name + ")" : spec.name;
    if (!parameter.isWidth()) {
      return CodeBlock.of("$L", value);
    }
    return switch (parameter.type()) {
      case LONG -> CodeBlock.of("(long) $L", value);
      case BOXED_INT -> CodeBlock.of("$T.valueOf($L)", Integer.class, value);
      case BOXED_LONG -> CodeBlock.of("$T.valueOf($L)", Long.class, value);
      case INT, NONE -> CodeBlock.of("$L", value);
    };
  }

  /** Adds the sub-net's own parameters, with their Javadoc. */
  MethodSpec.Builder addOwnParameters(MethodSpec.Builder method) {
    List<ParameterSpec> parameters = parameters();
    if (!parameters.isEmpty() && method.build().parameters.isEmpty()) {
      method.addJavadoc("\n");
    }
    parameters.forEach(parameter -> addParameter(method, parameter));
    return method.varargs(element.isVarArgs()).addModifiers(visibility());
  }

  /** Adds one of the sub-net's parameters, with its Javadoc. */
  void addParameter(MethodSpec.Builder method, ParameterSpec parameter) {
    method.addParameter(parameter);
    method.addJavadoc(
        isHalved(parameter)
            ? "@param $L an even number, half of which goes to each sub-net; otherwise as for $L\n"
            : "@param $L as for $L\n",
        parameter.name,
        ClassJavadoc.linkTo(plan));
  }

  /** Returns public where both the generated class and the sub-net's own creator are. */
  Modifier[] visibility() {
    boolean isPublic =
        plan.subNet().isPublic() && Visibility.ofElement(element) == Visibility.PUBLIC;
    return isPublic ? new Modifier[] {Modifier.PUBLIC} : new Modifier[0];
  }
}
