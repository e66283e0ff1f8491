package dev.highorder.augmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.highorder.augmentation.ReleasedPolicy.Chance;
import dev.highorder.image.RgbImage;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class ReleasedPolicyTest {

  private static final ReleasedPolicy POLICY = new ReleasedPolicy();
  private static final RgbImage IMAGE = PillowFixtures.image("noise");

  @Test
  void hasTheReleasedPairs() {
    List<String> pairs =
        ReleasedPolicy.SUB_POLICIES.stream()
            .map(pair -> text(pair.first()) + " " + text(pair.second()))
            .toList();
    assertEquals(95, pairs.size());
    assertEquals(
        PillowFixtures.lines("released_pairs.txt").stream()
            .map(line -> String.join(" ", line))
            .toList(),
        pairs);
  }

  private static String text(Chance chance) {
    return chance.operation() + " " + chance.probability() + " " + chance.level();
  }

  /** The checksums are those of what Pillow gives, with and without transparent places between. */
  @Test
  void givesTheImagesThatPillowGives() {
    List<List<String>> cases = PillowFixtures.lines("released_policies.txt");
    assertEquals(4 * 95, cases.size());
    for (List<String> line : cases) {
      ScriptedRandom random = script(Integer.parseInt(line.get(0)), line.get(1), line.get(2));
      CRC32 checksum = new CRC32();
      checksum.update(POLICY.apply(IMAGE, PillowFixtures.FILL, random).pixels());
      assertEquals(Long.parseLong(line.get(5)), checksum.getValue(), () -> String.join(" ", line));
      random.assertUsedUp();
    }
  }

  @Test
  void mayLeaveBothOperationsOut() {
    for (int subPolicy : IntStream.range(0, 95).toArray()) {
      ScriptedRandom random = script(subPolicy, "-", "-");
      assertSame(IMAGE, POLICY.apply(IMAGE, PillowFixtures.FILL, random));
      random.assertUsedUp();
    }
  }

  /**
   * The draws that lead to two turns, written as in the fixture; a cutout is at row 3, column 17.
   */
  private static ScriptedRandom script(int subPolicy, String first, String second) {
    ReleasedPolicy.SubPolicy pair = ReleasedPolicy.SUB_POLICIES.get(subPolicy);
    return new ScriptedRandom(
        Stream.of(
                subPolicy,
                drawn(pair.first(), first),
                drawn(pair.second(), second),
                first.equals("~"),
                second.equals("~"),
                3,
                17)
            .toArray());
  }

  /** Returns the smallest draw that leaves an operation out, or the largest that does not. */
  private static double drawn(Chance chance, String turn) {
    return turn.equals("-") ? chance.probability() : Math.nextDown(chance.probability());
  }
}
