package dev.highorder.demo.cli.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import dev.highorder.engine.Engines;
import dev.highorder.network.Layout;
import dev.highorder.stack.HighOrderStack;
import java.lang.reflect.Proxy;

/**
 * The number of values of a stack for any width and number of blocks. Layers grow with the square
 * of the width at most, so three narrow stacks determine the sizes of all.
 */
final class StackSizes {

  private static final int[] WIDTHS = {64, 128, 192};

  /** The values of the first block at these widths, and of each further block. */
  private final double[] first = new double[WIDTHS.length];

  private final double[] further = new double[WIDTHS.length];

  /** A tensor without values: only the shapes of parameters are of interest. */
  private static final NDArray NOTHING =
      (NDArray)
          Proxy.newProxyInstance(
              NDArray.class.getClassLoader(),
              new Class<?>[] {NDArray.class},
              (proxy, method, arguments) -> null);

  private StackSizes() {}

  /**
   * Counts the values of narrow stacks.
   *
   * @param name the name of the stacks
   * @param engineSpec the engine, by which DJL finds the shapes behind some layers
   */
  static StackSizes of(String name, EngineSpec engineSpec) {
    Engine engine = engineSpec.start();
    StackSizes sizes = new StackSizes();
    for (int i = 0; i < WIDTHS.length; i++) {
      int width = WIDTHS[i];
      sizes.first[i] = Engines.backend(engine).call(() -> count(name, 1, width));
      double two = Engines.backend(engine).call(() -> count(name, 2, width));
      sizes.further[i] = two - sizes.first[i];
    }
    return sizes;
  }

  private static double count(String name, int blocks, int width) {
    StackChoice choice = StackChoice.of(name);
    HighOrderStack stack = choice.stack().create(blocks, width);
    stack.setInitializer((manager, shape, type) -> NOTHING, parameter -> true);
    stack.initialize(null, DataType.FLOAT32, input(choice.layout(), width));
    return stack.getParameters().values().stream()
        .map(Parameter::getShape)
        .mapToDouble(Shape::size)
        .sum();
  }

  /** Returns the shape of one small example inside a network of a layout. */
  private static Shape input(Layout layout, int width) {
    return switch (layout) {
      case VECTOR -> new Shape(1, width);
      case PATCHES, SEQUENCE, TOKENS -> new Shape(1, 16, width);
      case CIFAR, CIFAR_STRIDED, CIFAR_PREACTIVATION, IMAGENET, IMAGENET_PREACTIVATION ->
          new Shape(1, width, 8, 8);
    };
  }

  /** Returns the number of values of a stack. */
  double values(double width, double blocks) {
    return at(width, first) + (blocks - 1) * at(width, further);
  }

  /** Returns the value of the parabola through three points. */
  private static double at(double width, double[] values) {
    double sum = 0;
    for (int i = 0; i < WIDTHS.length; i++) {
      double product = values[i];
      for (int j = 0; j < WIDTHS.length; j++) {
        product *= i == j ? 1 : (width - WIDTHS[j]) / (WIDTHS[i] - WIDTHS[j]);
      }
      sum += product;
    }
    return sum;
  }
}
