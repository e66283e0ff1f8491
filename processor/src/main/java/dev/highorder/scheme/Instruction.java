package dev.highorder.scheme;

/** One instruction of a block; stages count from 1. */
public sealed interface Instruction {

  /** Evaluates the sub-net of a stage on {@code input}; the new tensor is {@code k}. */
  record Evaluate(String k, int stage, String input) implements Instruction {}

  /** Creates the tensor {@code sum = x + coefficient * k}. */
  record Begin(String sum, ExactNumber coefficient, String k) implements Instruction {}

  /** Adds {@code coefficient * k} to the tensor {@code sum}. */
  record Accumulate(String sum, ExactNumber coefficient, String k) implements Instruction {}

  /** Frees a tensor that is not needed any more. */
  record Close(String tensor) implements Instruction {}
}
