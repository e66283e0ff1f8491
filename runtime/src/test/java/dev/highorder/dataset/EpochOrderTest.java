package dev.highorder.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
