package dev.highorder.demo.experiment;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import dev.highorder.Scheme;
import dev.highorder.demo.net.GeneratedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.scheme.SchemeDefinition;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.MultistepStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The order of every scheme, three times: as it claims, as the order conditions prove it, and as
 * the error of generated blocks shows it when steps are halved.
 */
public final class SchemeTable {

  /** The time over which every equation is solved. */
  private static final double TIME = 2;

  private static final int MAX_BLOCKS = 256;

  /** Errors below this are rounding, which coefficients in the thousands magnify. */
  private static final double MIN_ERROR = 2e-11;

  private SchemeTable() {}

  /**
   * The line of a scheme.
   *
   * @param claimed the order that the scheme claims
   * @param proven the order that the conditions of all rooted trees prove; none without a tableau
   * @param observed the binary logarithm of the quotient of two errors, of {@code blocks} and of
   *     twice as many
   * @param blocks the coarser of the two
   * @param error the error of twice as many blocks
   * @param stages the sub-nets of a block
   * @param liveTensors the largest number of tensors alive while a sub-net runs
   */
  public record Row(
      Scheme scheme,
      int claimed,
      OptionalInt proven,
      double observed,
      int blocks,
      double error,
      int stages,
      int liveTensors) {}

  /** Measures every scheme. */
  public static List<Row> rows() {
    return Arrays.stream(Scheme.values()).map(SchemeTable::row).toList();
  }

  static Row row(Scheme scheme) {
    List<Double> errors = new ArrayList<>();
    for (int blocks = 1; blocks <= MAX_BLOCKS; blocks *= 2) {
      double error = error(scheme, blocks);
      if (error < MIN_ERROR) {
        break;
      }
      errors.add(error);
    }
    int last = errors.size() - 1;
    SchemeDefinition definition = SchemeDefinition.of(scheme);
    return new Row(
        scheme,
        definition.order(),
        definition.wiring().provenOrder(),
        Math.log(errors.get(last - 1) / errors.get(last)) / Math.log(2),
        1 << (last - 1),
        errors.get(last),
        definition.stages(),
        definition.wiring().liveTensors());
  }

  private static double error(Scheme scheme, int blocks) {
    return switch (scheme) {
      case REVNET -> {
        // Both halves start alike, and so obey the same equation.
        double exact = sine(TIME);
        yield distance(solve(scheme, "Sine", blocks, 1, 1), new double[] {exact, exact});
      }
      case LM_RESNET ->
          distance(
              solve(scheme, "Sine", blocks, 1),
              new double[] {sine(TIME / (1 + MultistepStack.INITIAL_WEIGHT))});
      case LEAPFROG -> {
        // Starting from two equal states means: at rest half a step before.
        double half = TIME / blocks / 2;
        yield distance(
            solve(scheme, "Spring", blocks, 1),
            new double[] {Math.cos(TIME + half) / Math.cos(half)});
      }
      default ->
          distance(
              solve(scheme, "Turning", blocks, 1, 0),
              new double[] {Math.cos(TIME), Math.sin(TIME)});
    };
  }

  /** The solution of {@code y' = sin y} from 1. */
  private static double sine(double time) {
    return 2 * Math.atan(Math.tan(0.5) * Math.exp(time));
  }

  private static double distance(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return Math.sqrt(sum);
  }

  private static double[] solve(Scheme scheme, String equation, int blocks, double... start) {
    Engine engine = Engines.start();
    try (NDManager manager = engine.newBaseManager()) {
      HighOrderStack stack =
          GeneratedStacks.of(Equations.class, equation, scheme).create(blocks, start.length);
      Shape shape = new Shape(1, start.length);
      stack.initialize(manager, DataType.FLOAT64, shape);
      for (Parameter parameter : stack.getParameters().values()) {
        // A step size or weight of its own was stored as a float.
        parameter.getArray().set(new double[] {MultistepStack.INITIAL_WEIGHT});
      }
      NDArray x = manager.create(start, shape);
      return stack
          .forward(new ParameterStore(manager, false), new NDList(x), false)
          .head()
          .toDoubleArray();
    }
  }
}
