package dev.highorder.demo.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioIntervalTest {

  @Test
  void twiceAndHalfCancelOut() {
    RatioInterval ratio = RatioInterval.of(List.of(2.0, 5.0), List.of(1.0, 10.0));
    assertEquals(1, ratio.ratio(), 1e-12);
    // 12.706 is the printed quantile for two pairs; the logarithms are ln 2 and -ln 2.
    assertEquals(12.706 * Math.log(2), Math.log(ratio.upper()), 1e-3);
    assertEquals(1, ratio.lower() * ratio.upper(), 1e-9);
  }

  @Test
  void equalRatiosHaveNoSpread() {
    RatioInterval ratio = RatioInterval.of(List.of(1.0, 2.0, 3.0), List.of(2.0, 4.0, 6.0));
    assertEquals(0.5, ratio.ratio(), 1e-12);
    assertEquals(0.5, ratio.lower(), 1e-9);
    assertEquals(0.5, ratio.upper(), 1e-9);
  }

  @Test
  void whatHasNoLogarithmIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> RatioInterval.of(List.of(0.0), List.of(1.0)));
    assertThrows(
        IllegalArgumentException.class, () -> RatioInterval.of(List.of(1.0), List.of(1.0, 2.0)));
  }
}
