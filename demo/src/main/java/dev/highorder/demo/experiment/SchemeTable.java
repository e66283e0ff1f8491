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
import dev.highorder.processor.scheme.ButcherTableau;
import dev.highorder.processor.scheme.FamilyWiring;
import dev.highorder.processor.scheme.OrderConditions;
import dev.highorder.processor.scheme.Schedule;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.MultistepStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The order of every scheme: what it claims, what its tableau proves, and how fast the error of
 * generated blocks falls when steps are halved.
 */
public final class SchemeTable {

  /** How long every equation is solved. */
  private static final double TIME = 2;

  private static final int MAX_BLOCKS = 256;

  /** Errors below are made of rounding, which coefficients in the thousands magnify. */
  private static final double SMALLEST_ERROR = 2e-11;

  private SchemeTable() {}

  /**
   * A scheme's line.
   *
   * @param claimed the order that the scheme claims
   * @param proven the order that the conditions of all rooted trees prove; none without a tableau
   * @param observed the binary logarithm of the quotient of two errors, of {@code blocks} and of
   *     twice as many
   * @param blocks the coarser of the two
   * @param error the error of twice as many blocks
   * @param stages the sub-nets of a block
   * @param held the tensors kept while a sub-net runs
   */
  public record Row(
      Scheme scheme,
      int claimed,
      OptionalInt proven,
      double observed,
      int blocks,
      double error,
      int stages,
      int held) {}

  /** Measures every scheme. */
  public static List<Row> rows() {
    return Arrays.stream(Scheme.values()).map(SchemeTable::row).toList();
  }

  static Row row(Scheme scheme) {
    List<Double> errors = new ArrayList<>();
    for (int blocks = 1; blocks <= MAX_BLOCKS; blocks *= 2) {
      double error = error(scheme, blocks);
      if (error < SMALLEST_ERROR) {
        break;
      }
      errors.add(error);
    }
    int last = errors.size() - 1;
    boolean hasTableau = scheme.family() == Scheme.Family.RUNGE_KUTTA;
    return new Row(
        scheme,
        scheme.order(),
        hasTableau
            ? OptionalInt.of(OrderConditions.order(ButcherTableau.of(scheme)))
            : OptionalInt.empty(),
        Math.log(errors.get(last - 1) / errors.get(last)) / Math.log(2),
        1 << (last - 1),
        errors.get(last),
        scheme.stages(),
        hasTableau
            ? Schedule.of(ButcherTableau.of(scheme)).held()
            : FamilyWiring.of(scheme).held());
  }

  private static double error(Scheme scheme, int blocks) {
    return switch (scheme.family()) {
      case RUNGE_KUTTA, POLYNOMIAL ->
          distance(
              solve(scheme, "Turning", blocks, 1, 0),
              new double[] {Math.cos(TIME), Math.sin(TIME)});
      case REVERSIBLE -> {
        // Both halves start alike, and so obey the same equation.
        double exact = sine(TIME);
        yield distance(solve(scheme, "Sine", blocks, 1, 1), new double[] {exact, exact});
      }
      case MULTISTEP ->
          distance(
              solve(scheme, "Sine", blocks, 1),
              new double[] {sine(TIME / (1 + MultistepStack.INITIAL_WEIGHT))});
      case SECOND_ORDER -> {
        // Starting from two equal states means: at rest half a step before.
        double half = TIME / blocks / 2;
        yield distance(
            solve(scheme, "Spring", blocks, 1),
            new double[] {Math.cos(TIME + half) / Math.cos(half)});
      }
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
