package dev.highorder.dataset;

import ai.djl.ndarray.types.Shape;
import dev.highorder.input.InputFormat;
import java.util.List;

/**
 * Examples of 2 x 3 numbers that name their index, their place and, if asked for, the epoch.
 *
 * @param size the number of examples
 * @param changes whether examples differ from epoch to epoch
 */
record NumberedExamples(int size, boolean changes) implements ExampleSet {

  static final Shape SHAPE = new Shape(2, 3);
  static final int LENGTH = 6;
  static final InputFormat FORMAT = () -> SHAPE;

  /** Returns what a batch contains for an example. */
  static float[] expected(int index, int epoch) {
    float[] values = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] = 1000 * epoch + 10 * index + i;
    }
    return values;
  }

  @Override
  public String description() {
    return "numbers";
  }

  @Override
  public List<String> classes() {
    return List.of("a", "b", "c", "d");
  }

  @Override
  public int label(int index) {
    return index % 4;
  }

  @Override
  public String sha256() {
    return "";
  }

  @Override
  public InputFormat measuredFormat() {
    return FORMAT;
  }

  @Override
  public ExampleEncoder encoder(InputFormat format) {
    return (index, epoch, target, offset) ->
        System.arraycopy(expected(index, changes ? epoch : 0), 0, target, offset, LENGTH);
  }
}
