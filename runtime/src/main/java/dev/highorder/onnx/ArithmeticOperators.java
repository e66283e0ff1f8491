package dev.highorder.onnx;

import dev.highorder.onnx.OnnxTranslation.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Operators that compute each element, or add elements up; shapes are broadcast as in NumPy. */
final class ArithmeticOperators {

  static final Map<String, OnnxTranslation> ALL = all();

  private ArithmeticOperators() {}

  private static Map<String, OnnxTranslation> all() {
    Map<String, OnnxTranslation> all = new TreeMap<>();
    binary(all, "Add", "_npi_add", "elemwise_add", "broadcast_add");
    binary(all, "Sub", "_npi_subtract", "elemwise_sub", "broadcast_sub");
    binary(all, "Mul", "_npi_multiply", "elemwise_mul", "broadcast_mul");
    binary(all, "Div", "_npi_true_divide", "elemwise_div", "broadcast_div");
    binary(all, "Max", "_npi_maximum", "broadcast_maximum");
    binary(all, "Min", "_npi_minimum", "broadcast_minimum");
    binary(all, "Pow", "_npi_power", "broadcast_power");
    binary(all, "MatMul", "_npi_matmul");
    scalar(all, "Add", false, "_npi_add_scalar", "_plus_scalar");
    scalar(all, "Sub", false, "_npi_subtract_scalar", "_minus_scalar");
    scalar(all, "Sub", true, "_npi_rsubtract_scalar", "_rminus_scalar");
    scalar(all, "Div", true, "_npi_rtrue_divide_scalar", "_rdiv_scalar");
    scalar(all, "Pow", false, "_npi_power_scalar", "_power_scalar");
    scalar(all, "Max", false, "_npi_maximum_scalar", "_maximum_scalar");
    scalar(all, "Min", false, "_npi_minimum_scalar", "_minimum_scalar");
    unary(all, "Exp", "_npi_exp", "exp");
    unary(all, "Log", "_npi_log", "log");
    unary(all, "Sqrt", "_npi_sqrt", "sqrt");
    unary(all, "Abs", "_npi_absolute", "abs");
    unary(all, "Neg", "_npi_negative", "negative");
    unary(all, "Tanh", "_npi_tanh", "tanh");
    unary(all, "Sigmoid", "sigmoid", "_npx_sigmoid");
    unary(all, "Relu", "relu", "_npx_relu");
    unary(all, "Sin", "_npi_sin", "sin");
    unary(all, "Cos", "_npi_cos", "cos");
    unary(all, "Erf", "erf");
    all.put("_npi_square", ArithmeticOperators::square);
    all.put("square", ArithmeticOperators::square);
    all.put("clip", ArithmeticOperators::clip);
    all.put("_npi_clip", ArithmeticOperators::clip);
    all.put("_npi_mean", call -> mean(call));
    all.put("mean", ArithmeticOperators::mean);
    all.put("_np_sum", ArithmeticOperators::sum);
    all.put("sum", ArithmeticOperators::sum);
    return all;
  }

  private static void binary(Map<String, OnnxTranslation> all, String operator, String... names) {
    for (String name : names) {
      all.put(name, call -> call.writer().call(operator, call.inputs(), call.output()));
    }
  }

  private static void unary(Map<String, OnnxTranslation> all, String operator, String... names) {
    binary(all, operator, names);
  }

  /**
   * Operators with a number.
   *
   * @param isFirst whether the number stands before the tensor
   */
  private static void scalar(
      Map<String, OnnxTranslation> all, String operator, boolean isFirst, String... names) {
    for (String name : names) {
      all.put(
          name,
          call -> {
            String number = call.writer().number(call.part("number"), call.real("scalar", "1"));
            call.writer()
                .call(
                    operator,
                    isFirst ? List.of(number, call.input(0)) : List.of(call.input(0), number),
                    call.output());
          });
    }
  }

  private static void square(Call call) {
    call.writer().call("Mul", List.of(call.input(0), call.input(0)), call.output());
  }

  private static void clip(Call call) {
    call.writer()
        .call(
            "Clip",
            List.of(
                call.input(0),
                call.writer().number(call.part("min"), call.real("a_min", "0")),
                call.writer().number(call.part("max"), call.real("a_max", "1"))),
            call.output());
  }

  private static long keptDimensions(Call call) {
    return call.is("keepdims", "False") ? 1 : 0;
  }

  /** Until opset 17 the axes of a mean are a setting. */
  private static void mean(Call call) {
    call.writer()
        .call(
            "ReduceMean",
            List.of(call.input(0)),
            call.output(),
            OnnxWriter.setting("axes", axes(call)),
            OnnxWriter.setting("keepdims", keptDimensions(call)));
  }

  /** Since opset 13 the axes of a sum are an input. */
  private static void sum(Call call) {
    List<String> inputs = new ArrayList<>(List.of(call.input(0)));
    inputs.add(call.writer().longs(call.part("axes"), axes(call)));
    call.writer()
        .call(
            "ReduceSum",
            inputs,
            call.output(),
            OnnxWriter.setting("keepdims", keptDimensions(call)));
  }

  private static long[] axes(Call call) {
    long[] axes = call.numbers("axis");
    if (axes.length == 0 || call.is("exclude", "False")) {
      throw call.untranslated(); // over the whole batch, which no classifier does
    }
    return axes;
  }
}
