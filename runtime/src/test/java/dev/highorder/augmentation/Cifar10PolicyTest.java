package dev.highorder.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.highorder.augmentation.Cifar10Policy.Chance;
import dev.highorder.augmentation.Cifar10Policy.Choice;
import dev.highorder.augmentation.Cifar10Policy.Turn;
import dev.highorder.image.RgbImage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Cifar10PolicyTest {

  /** The probabilities of the first and the second operations, in the paper's order. */
  private static final double[][] PROBABILITIES = {
    {0.1, 0.2}, {0.7, 0.3}, {0.8, 0.9}, {0.5, 0.7}, {0.5, 0.9},
    {0.2, 0.3}, {0.4, 0.6}, {0.3, 0.7}, {0.6, 0.5}, {0.6, 0.6},
    {0.7, 0.5}, {0.3, 0.4}, {0.4, 0.2}, {0.9, 0.2}, {0.5, 0.0},
    {0.2, 0.6}, {0.2, 0.6}, {0.9, 0.6}, {0.8, 0.2}, {0.1, 0.7},
    {0.4, 0.9}, {0.9, 0.7}, {0.9, 0.8}, {0.8, 0.1}, {0.7, 0.9},
  };

  private static final Cifar10Policy POLICY = new Cifar10Policy();

  @Test
  void givesTheImagesThatPillowGives() {
    List<List<String>> cases = PillowFixtures.lines("policies.txt");
    assertEquals(3 * PROBABILITIES.length, cases.size());
    for (List<String> line : cases) {
      RgbImage image = PillowFixtures.image(line.get(0));
      int subPolicy = Integer.parseInt(line.get(1));
      ScriptedRandom random = script(subPolicy, line.get(2), line.get(3));
      byte[] result = POLICY.apply(image, PillowFixtures.FILL, random).pixels();
      byte[] expected = PillowFixtures.pixels(line.get(4));
      assertArrayEquals(expected, result, () -> String.join(" ", line.subList(0, 4)));
      random.assertUsedUp();
    }
  }

  @Test
  void mayLeaveBothOperationsOut() {
    RgbImage image = PillowFixtures.image("noise");
    for (int subPolicy = 0; subPolicy < PROBABILITIES.length; subPolicy++) {
      ScriptedRandom random = script(subPolicy, "-", "-");
      assertSame(image, POLICY.apply(image, PillowFixtures.FILL, random));
      random.assertUsedUp();
    }
  }

  /** The draws that lead to two turns, written as in the fixture. */
  private static ScriptedRandom script(int subPolicy, String first, String second) {
    double[] probabilities = PROBABILITIES[subPolicy];
    return new ScriptedRandom(
        subPolicy,
        drawn(probabilities[0], first),
        drawn(probabilities[1], second),
        !first.equals("+"),
        !second.equals("+"));
  }

  /**
   * Returns the smallest draw that leaves an operation out, or the largest that does not. For the
   * probability 0 the latter is a number that is never drawn.
   */
  private static double drawn(double probability, String turn) {
    return turn.equals("-") ? probability : Math.nextDown(probability);
  }

  @Test
  void choosesEachSubPolicyAndOperationAndSignAsOftenAsThePaper() {
    int each = 10_000;
    int[] chosen = new int[PROBABILITIES.length];
    int[][] performed = new int[PROBABILITIES.length][2];
    int[][] backward = new int[PROBABILITIES.length][2];
    Random random = new Random(7);
    for (int i = 0; i < each * PROBABILITIES.length; i++) {
      Choice choice = Cifar10Policy.choose(random);
      int subPolicy = choice.subPolicy();
      chosen[subPolicy]++;
      count(choice.first(), performed[subPolicy], backward[subPolicy], 0);
      count(choice.second(), performed[subPolicy], backward[subPolicy], 1);
    }
    for (int s = 0; s < PROBABILITIES.length; s++) {
      String name = "sub-policy " + s;
      assertBinomial(each * PROBABILITIES.length, 1.0 / 25, chosen[s], name);
      List<Chance> chances =
          List.of(
              Cifar10Policy.SUB_POLICIES.get(s).first(),
              Cifar10Policy.SUB_POLICIES.get(s).second());
      for (int k = 0; k < 2; k++) {
        assertBinomial(chosen[s], PROBABILITIES[s][k], performed[s][k], name);
        double negative = chances.get(k).operation().isSigned() ? 0.5 : 0;
        assertBinomial(performed[s][k], negative, backward[s][k], name);
      }
    }
  }

  private static void count(Turn turn, int[] performed, int[] backward, int k) {
    performed[k] += turn == Turn.LEFT_OUT ? 0 : 1;
    backward[k] += turn == Turn.BACKWARD ? 1 : 0;
  }

  /** The seed is fixed, so a limit of five standard deviations holds always or never. */
  private static void assertBinomial(int draws, double probability, int hits, String name) {
    double deviation = Math.sqrt(draws * probability * (1 - probability));
    assertEquals(draws * probability, hits, 5 * deviation, name);
  }
}
