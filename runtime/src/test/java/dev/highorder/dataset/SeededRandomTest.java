package dev.highorder.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeededRandomTest {

  @Test
  void indicesOfOneSeedAllDiffer() {
    Set<Long> firsts = new HashSet<>();
    IntStream.range(0, 200_000).forEach(i -> firsts.add(SeededRandom.of(5, i).nextLong()));
    assertEquals(200_000, firsts.size());
  }

  @Test
  void dependsOnSeedAndIndexAlone() {
    assertEquals(SeededRandom.of(5, 7).nextLong(), SeededRandom.of(5, 7).nextLong());
    assertNotEquals(SeededRandom.of(5, 7).nextLong(), SeededRandom.of(6, 7).nextLong());
    assertNotEquals(SeededRandom.of(5, 1).nextLong(), SeededRandom.of(6, 0).nextLong());
  }
}
