package dev.highorder.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.stack.TanhStack;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkPlanTest {

  private static NetworkPlan plan(double survival, int... blocks) {
    return new NetworkPlan(
        10,
        new int[] {4},
        blocks,
        0,
        TanhStack::withBlocks,
        Layout.CIFAR,
        0,
        Transition.CONVOLUTION,
        survival,
        InitialLaw.HE_FAN_IN);
  }

  /**
   * Huang et al. 2016, section 3: with 54 blocks, of which the last survives with probability 0.5,
   * (3 * 54 - 1) / 4 = 40.25 blocks survive in the mean.
   */
  @Test
  void theSurvivalOfBlocksDecaysLinearlyOverAllStacks() {
    NetworkPlan plan = plan(0.5, 18, 18, 18);
    List<Double> all =
        IntStream.range(0, 3).boxed().flatMap(i -> plan.survivals(i).stream()).toList();

    assertEquals(54, all.size());
    assertEquals(1 - 0.5 / 54, all.get(0), 1e-12);
    assertEquals(0.75, all.get(26), 1e-12);
    assertEquals(0.5, all.get(53), 1e-12);
    assertEquals(40.25, all.stream().mapToDouble(p -> p).sum(), 1e-9);
  }

  @Test
  void allBlocksSurviveByDefault() {
    assertEquals(List.of(1.0, 1.0), plan(1, 2, 2).survivals(1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 1.5, Double.NaN})
  void refusesOtherProbabilities(double survival) {
    NetworkPlan plan = plan(survival, 1);
    String message = assertThrows(IllegalArgumentException.class, plan::check).getMessage();
    assertTrue(message.contains("cannot survive a training pass with probability"), message);
  }
}
