package dev.highorder.augmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;

/** Random numbers that a test has chosen; any draw of another type fails. */
final class ScriptedRandom extends Random {

  private final transient Queue<Object> values;

  ScriptedRandom(Object... values) {
    this.values = new ArrayDeque<>(Arrays.asList(values));
  }

  @Override
  public int nextInt(int bound) {
    int value = (Integer) values.remove();
    assertTrue(value < bound, value + " cannot be drawn below " + bound);
    return value;
  }

  @Override
  public double nextDouble() {
    return (Double) values.remove();
  }

  @Override
  public boolean nextBoolean() {
    return (Boolean) values.remove();
  }

  @Override
  protected int next(int bits) {
    throw new AssertionError("a draw that the script does not foresee");
  }

  void assertUsedUp() {
    assertEquals(List.of(), List.copyOf(values), "values that were not drawn");
  }
}
