package dev.highorder.scheme;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The wiring of a block: how its stages depend on each other, and what that costs. It is a tableau,
 * or the formulas of a scheme that has none.
 */
public sealed interface Wiring permits ButcherTableau, FormulaWiring {

  /** Returns the number of evaluations of a sub-net in a block. */
  int stages();

  /**
   * Returns the formulas of a block, one for each assignment, as in {@code k2 = F2(x + 1/2 k1)}; h
   * is left out wherever it only multiplies an F.
   */
  List<String> formulas();

  /** Returns a sentence on what the formulas leave open, for Javadoc; empty if there is nothing. */
  String note();

  /** Returns the order that the tableau proves; empty without a tableau. */
  OptionalInt provenOrder();

  /** Returns the number of additions of whole tensors in a block. */
  int additions();

  /** Returns how many of the additions multiply one of the tensors by a number other than 1. */
  int multiplications();

  /**
   * Returns the largest number of tensors that must be alive while a sub-net runs, not counting the
   * one that it turns from input into output.
   */
  int liveTensors();

  /**
   * Returns {@link #liveTensors} of a first block that changes the shape. Its input x stays alive
   * to the end, because it belongs to the caller, next to the S(x) that takes its place.
   */
  default int liveTensorsOfShapeChange() {
    return liveTensors() + 1;
  }

  /**
   * Returns the order in which a block computes and frees its tensors; empty where the runtime's
   * base class has it.
   */
  Optional<Schedule> schedule();

  /** Returns the stability of the scheme; empty without a tableau. */
  Optional<Stability> stability();

  /** Returns the simple name of the runtime's class that generated classes extend. */
  String baseClass();

  /** Returns whether a sub-net sees half of the channels. */
  boolean halvesChannels();

  /**
   * Returns whether the first block of a stack can change the shape: k1 is a function of x, and all
   * else of a shortcut S(x) and of k1, k2, ...
   */
  boolean changesShape();

  /** Returns whether the block multiplies by the square of the step size. */
  boolean squaresStepSize();

  /**
   * Returns the wiring on one line. Saved classifiers contain this text and compare it when they
   * are loaded, so it never changes.
   */
  String text();
}
