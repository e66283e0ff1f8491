package dev.highorder.demo.experiment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.highorder.Scheme;
import dev.highorder.demo.net.GeneratedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.scheme.SchemeDefinition;
import dev.highorder.stack.HighOrderStack;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of schemes on a problem in one dimension, as the paper's Fig. 3 draws them: logistic
 * growth {@code y' = 3 y (1 - y)} from 0.1 over the time 2, computed by generated blocks. The text
 * of the paper does not name its problem.
 */
public final class SchemeSteps {

  /** The time at the end. */
  public static final double TIME = 2;

  /** The schemes that the paper compares, and Verner's with the coefficients that it prints. */
  public static final List<Scheme> SCHEMES =
      List.of(
          Scheme.EULER, Scheme.MIDPOINT, Scheme.RK4, Scheme.VERNER8, Scheme.VERNER8_AS_PUBLISHED);

  private static final double START = 0.1;
  private static final double RATE = 3;

  private SchemeSteps() {}

  /**
   * The steps of a scheme.
   *
   * @param evaluations the evaluations of the equation in all steps
   * @param times the times of the states, the beginning included
   * @param states the states at these times
   */
  public record Row(Scheme scheme, int evaluations, List<Double> times, List<Double> states) {

    /** Copies the lists. */
    public Row {
      times = List.copyOf(times);
      states = List.copyOf(states);
    }

    /** Returns the number of steps. */
    public int steps() {
      return times.size() - 1;
    }

    /** Returns the distance from the solution at the end. */
    public double error() {
      return Math.abs(states.get(steps()) - solution(TIME));
    }

    /** Returns the largest distance from the solution at the times of the states. */
    public double largestError() {
      double largest = 0;
      for (int i = 0; i < times.size(); i++) {
        largest = Math.max(largest, Math.abs(states.get(i) - solution(times.get(i))));
      }
      return largest;
    }
  }

  /** Returns the solution of the problem. */
  public static double solution(double time) {
    double growth = START * Math.exp(RATE * time);
    return growth / (1 - START + growth);
  }

  /** Computes as many steps of the same size by every scheme. */
  public static List<Row> ofEqualSteps(int steps) {
    return SCHEMES.stream().map(scheme -> row(scheme, steps)).toList();
  }

  /**
   * Computes steps by every scheme that cost as many evaluations of the equation.
   *
   * @param evaluations a multiple of the stages of every scheme, such as 28
   */
  public static List<Row> ofEqualCost(int evaluations) {
    return SCHEMES.stream().map(scheme -> row(scheme, evaluations / stages(scheme))).toList();
  }

  private static int stages(Scheme scheme) {
    return SchemeDefinition.of(scheme).stages();
  }

  private static Row row(Scheme scheme, int steps) {
    List<Double> times = new ArrayList<>(List.of(0.0));
    List<Double> states = new ArrayList<>(List.of(START));
    for (int done = 1; done <= steps; done++) {
      times.add(TIME * done / steps);
      states.add(state(scheme, done, steps));
    }
    return new Row(scheme, steps * stages(scheme), times, states);
  }

  /**
   * Returns the state after some of the steps. A stack divides the whole time into its blocks; with
   * a smaller rate these are the first steps of more blocks.
   */
  private static double state(Scheme scheme, int done, int steps) {
    try (NDManager manager = Engines.start().newBaseManager()) {
      HighOrderStack stack =
          GeneratedStacks.of(Equations.class, "Logistic", scheme).create(done, 2);
      Shape shape = new Shape(1, 2);
      stack.initialize(manager, DataType.FLOAT64, shape);
      NDArray begin = manager.create(new double[] {START, RATE * done / steps}, shape);
      return stack
          .forward(new ParameterStore(manager, false), new NDList(begin), false)
          .head()
          .getDouble(0, 0);
    }
  }
}
