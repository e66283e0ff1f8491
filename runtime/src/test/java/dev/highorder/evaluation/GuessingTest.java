package dev.highorder.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.shapes.DrawnShapes;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GuessingTest {

  private static boolean explains(Guessing guessing, int right) {
    return guessing.explains(
        new Evaluation(guessing.examples(), 1, (double) right / guessing.examples()));
  }

  /** The sums of exact fractions, by Python's {@code fractions} and {@code math.comb}. */
  @Test
  void tailsAreThoseOfTheBinomialDistribution() {
    assertEquals(0.009508311946973259, new Guessing(200, 20).tail(31), 1e-12);
    assertEquals(0.00622207313858589, new Guessing(1000, 500).tail(540), 1e-12);
    assertEquals(0.009888353984161017, new Guessing(10_000, 1000).tail(1071), 1e-12);
    assertEquals(0.36695782172616737, new Guessing(200, 199).tail(200), 1e-12);
  }

  /** The first numbers of right answers whose exact tail is below 1%. */
  @Test
  void theBoundIsOnePercent() {
    assertTrue(explains(new Guessing(200, 20), 30));
    assertFalse(explains(new Guessing(200, 20), 31));
    assertTrue(explains(new Guessing(10_000, 1000), 1070));
    assertFalse(explains(new Guessing(10_000, 1000), 1071));
    assertTrue(explains(new Guessing(10_000, 1000), 0));
    assertTrue(explains(new Guessing(10_000, 9000), 9000));
  }

  @Test
  void thereIsNoVerdictOnFewExamplesOrOneClass() {
    assertFalse(explains(new Guessing(199, 20), 20));
    assertFalse(explains(new Guessing(500, 500), 500));
  }

  /** Of networks that guess, about one in a hundred is called better. */
  @Test
  void guessersAreFound() {
    Random random = new Random(8);
    Guessing guessing = new Guessing(400, 100);
    int better = 0;
    for (int trial = 0; trial < 5000; trial++) {
      long right = random.doubles(400).filter(drawn -> drawn < 0.25).count();
      better += explains(guessing, Math.toIntExact(right)) ? 0 : 1;
    }
    assertTrue(better > 15 && better < 65, "of 5000: " + better);
  }

  @Test
  void countsTheMostFrequentClass() {
    LabelledImages images = new DrawnShapes(3).draw(DataSplit.TEST, 25);
    int[] sizes = new int[images.classes().size()];
    for (int i = 0; i < images.size(); i++) {
      sizes[images.label(i)]++;
    }

    Guessing guessing = Guessing.on(images);

    assertEquals(25, guessing.examples());
    assertEquals(Arrays.stream(sizes).max().orElseThrow(), guessing.mostFrequent());
  }
}
