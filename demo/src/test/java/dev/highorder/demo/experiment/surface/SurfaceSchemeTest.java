package dev.highorder.demo.experiment.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.demo.experiment.surface.SurfaceScheme.SubNet;
import dev.highorder.network.StackFactory;
import dev.highorder.stack.HighOrderStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Schemes have the stages, step sizes and times that they claim. */
class SurfaceSchemeTest {

  @ParameterizedTest
  @EnumSource
  void stacksAreOfThisScheme(SurfaceScheme scheme) {
    for (SubNet subNet : SubNet.values()) {
      StackFactory factory = scheme.stacks(subNet);
      HighOrderStack stack = factory.create(1, 4);
      assertEquals(scheme.stages(), stack.description().stages());
      assertEquals(scheme.time(scheme.stages()), stack.description().stepSize().h(), 1e-12);
      assertTrue(scheme.name().startsWith(stack.description().scheme()), scheme.name());
    }
  }

  @Test
  void controlsHaveTheTimeOfAnotherScheme() {
    assertEquals(SurfaceScheme.RK4.time(28), SurfaceScheme.EULER_QUARTER.time(28), 1e-12);
    assertEquals(SurfaceScheme.RK4.time(28), SurfaceScheme.MIDPOINT_HALF.time(28), 1e-12);
    assertEquals(SurfaceScheme.EULER.time(28), SurfaceScheme.MIDPOINT_TWO.time(28), 1e-12);
    assertEquals(SurfaceScheme.EULER.time(28), SurfaceScheme.RK4_FOUR.time(28), 1e-12);
    assertEquals(SurfaceScheme.VERNER8.time(28), SurfaceScheme.EULER_FOURTEENTH.time(28), 1e-12);
  }

  @Test
  void vernersSchemeIsLeftOutWhereItsStagesDoNotDivideTheSubNets() {
    assertFalse(SurfaceScheme.of(8).contains(SurfaceScheme.VERNER8));
    assertTrue(SurfaceScheme.of(28).contains(SurfaceScheme.VERNER8));
  }
}
