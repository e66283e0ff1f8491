package dev.highorder.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EpochOrderTest {

  @Test
  void sequentialIsTheOrderOfTheSet() {
    assertArrayEquals(new int[] {0, 1, 2, 3}, EpochOrder.sequential().of(7, 4));
  }

  @Test
  void shufflesEvenly() {
    int[] firsts = new int[5];
    for (int epoch = 0; epoch < 5000; epoch++) {
      firsts[EpochOrder.shuffled(1).of(epoch, 5)[0]]++;
    }
    for (int first : firsts) {
      assertEquals(1000, first, 150, Arrays.toString(firsts));
    }
  }

  private static int[] counts(int[] order, int[] labels) {
    int[] counts = new int[Arrays.stream(labels).max().orElseThrow() + 1];
    Arrays.stream(order).forEach(i -> counts[labels[i]]++);
    return counts;
  }

  /** Class 0 has 7 examples, class 1 has 2, class 2 has 1; class 3 is missing. */
  @Test
  void balancedEpochsHaveTheSameNumberOfEveryClass() {
    int[] labels = {0, 0, 1, 0, 0, 2, 0, 0, 1, 0};
    EpochOrder order = EpochOrder.balanced(1, labels);
    int[] seen = new int[labels.length];
    int[] total = new int[3];
    for (int epoch = 0; epoch < 300; epoch++) {
      int[] examples = order.of(epoch, labels.length);
      assertEquals(labels.length, examples.length);
      int[] counts = counts(examples, labels);
      for (int label = 0; label < 3; label++) {
        assertEquals(3.5, counts[label], 0.5);
        total[label] += counts[label];
      }
      Arrays.stream(examples).forEach(i -> seen[i]++);
    }
    for (int label = 0; label < 3; label++) {
      assertEquals(1000, total[label], 40, Arrays.toString(total));
    }
    assertEquals(1000.0 / 7, seen[0], 25, "members of a class take turns");
    assertEquals(500, seen[2], 25);
  }

  @Test
  void balancedEpochsRepeatAnExampleOnlyAfterTheOthersOfItsClass() {
    int[] labels = {0, 0, 0, 0, 0, 0, 1, 1};
    int[] examples = EpochOrder.balanced(2, labels).of(3, 8);
    assertEquals(4, Arrays.stream(examples).filter(i -> i < 6).distinct().count());
    assertEquals(2, Arrays.stream(examples).filter(i -> i == 6).count());
  }

  @Test
  void balancedEpochsDifferAndCanBeRepeated() {
    int[] labels = new int[100];
    Arrays.fill(labels, 60, 100, 1);
    assertArrayEquals(
        EpochOrder.balanced(5, labels).of(2, 100), EpochOrder.balanced(5, labels).of(2, 100));
    assertFalse(
        Arrays.equals(
            EpochOrder.balanced(5, labels).of(2, 100), EpochOrder.balanced(5, labels).of(3, 100)));
  }
}
