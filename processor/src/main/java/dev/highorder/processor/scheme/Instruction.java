package dev.highorder.processor.scheme;

/** One thing that a block does; stages count from 1. */
public sealed interface Instruction {

  /** The tensor {@code k} becomes the sub-net of that stage applied to {@code input}. */
  record Evaluate(String k, int stage, String input) implements Instruction {}

  /** The new tensor {@code sum} becomes {@code x + coefficient * k}. */
  record Begin(String sum, ExactNumber coefficient, String k) implements Instruction {}

  /** The tensor {@code sum} grows by {@code coefficient * k}. */
  record Accumulate(String sum, ExactNumber coefficient, String k) implements Instruction {}

  /** The tensor is not needed any more. */
  record Close(String tensor) implements Instruction {}
}
