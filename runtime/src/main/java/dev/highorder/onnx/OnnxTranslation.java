package dev.highorder.onnx;

import dev.highorder.graph.Node;
import dev.highorder.graph.Operator;
import dev.highorder.graph.Operator.Opaque;
import dev.highorder.graph.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The translation of one operator of MXNet, which graphs name without knowing what it computes. The
 * operators come in groups, one class for each.
 */
@FunctionalInterface
interface OnnxTranslation {

  /** Writes the operator. */
  void write(Call call);

  /** All operators that have a translation, by their names in MXNet. */
  Map<String, OnnxTranslation> ALL = all();

  private static Map<String, OnnxTranslation> all() {
    Map<String, OnnxTranslation> all = new TreeMap<>();
    all.putAll(LayerOperators.ALL);
    all.putAll(ArithmeticOperators.ALL);
    all.putAll(ShapeOperators.ALL);
    return Map.copyOf(all);
  }

  /**
   * An operator that is to be translated.
   *
   * @param node the operator, with its settings in MXNet
   * @param inputs the names of its inputs in the model
   * @param output the name of its output, and of the operator
   * @param writer takes what it becomes
   * @param parameters returns the value of a parameter by its name
   */
  record Call(
      Node node,
      List<String> inputs,
      String output,
      OnnxWriter writer,
      Function<String, Tensor> parameters) {

    /** Returns the name of an input. */
    String input(int index) {
      return inputs.get(index);
    }

    /** Returns a name for an intermediate result. */
    String part(String name) {
      return output + "_" + name;
    }

    /** Returns a setting; what MXNet takes for it if it is not set. */
    String setting(String name, String otherwise) {
      return ((Opaque) node.operator()).settings().getOrDefault(name, otherwise);
    }

    /** Returns a whole number. */
    long number(String name, String otherwise) {
      return Long.parseLong(setting(name, otherwise).strip());
    }

    /** Returns a real number. */
    float real(String name, String otherwise) {
      return Float.parseFloat(setting(name, otherwise).strip());
    }

    /** Returns whether a setting is on. */
    boolean is(String name, String otherwise) {
      String value = setting(name, otherwise);
      return value.equalsIgnoreCase("true") || value.equals("1");
    }

    /** Returns the numbers of a tuple such as {@code (3, 3)}; none if it is not set. */
    long[] numbers(String name) {
      String text = setting(name, "").replaceAll("[()\\[\\]\\s]", "").replaceAll(",$", "");
      return text.isEmpty() || text.equals("None")
          ? new long[0]
          : List.of(text.split(",", -1)).stream().mapToLong(Long::parseLong).toArray();
    }

    /** Returns the value of an input that is a parameter or a constant. */
    Optional<Tensor> value(int index) {
      Operator operator = node.input(index).operator();
      if (operator instanceof Operator.Parameter parameter) {
        return Optional.of(parameters.apply(parameter.name()));
      }
      return operator instanceof Operator.Constant constant
          ? Optional.of(constant.value())
          : Optional.empty();
    }

    /** Returns an exception for settings that have no counterpart in ONNX. */
    IllegalArgumentException untranslated() {
      return OnnxTranslation.untranslated(node.operator());
    }
  }

  /** Returns an exception that names an operator and what to do. */
  static IllegalArgumentException untranslated(Operator operator) {
    String name = operator instanceof Opaque opaque ? opaque.name() : operator.toString();
    String settings = operator instanceof Opaque opaque ? " with " + opaque.settings() : "";
    return new IllegalArgumentException(
        "The operator %s%s of the network has no translation to ONNX. Write the sub-net without it, or export it as mxnet."
            .formatted(name, settings));
  }
}
