package dev.highorder.training.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DivergenceCheckTest {

  private final DivergenceCheck check = new DivergenceCheck();

  @Test
  void reportsALossThatIsNotFinite() {
    check.check(2.3f, 10);

    String what = check.check(Float.NaN, 10).orElseThrow();

    assertEquals("is NaN (in the batch before it was 2.3)", what);
  }

  @Test
  void reportsALossThatHasGrownForAWhile() {
    for (int batch = 1; batch <= 50; batch++) {
      assertEquals(Optional.empty(), check.check(0.5f, 10));
    }
    Optional<String> what = Optional.empty();
    for (int batch = 51; batch <= 100 && what.isEmpty(); batch++) {
      what = check.check(20, 10);
    }
    assertTrue(what.orElseThrow().contains("has grown to"), what.toString());
    assertTrue(what.orElseThrow().contains("from 0.5"), what.toString());
  }

  /** A resumed run has the memory of the interrupted one. */
  @Test
  void goesOnFromItsState() {
    for (int batch = 1; batch <= 50; batch++) {
      check.check(0.5f, 10);
    }
    DivergenceCheck resumed = new DivergenceCheck();
    resumed.restore(check.numbers());
    for (int batch = 1; batch <= 20; batch++) {
      assertEquals(check.check(20, 10), resumed.check(20, 10));
    }
    assertTrue(resumed.check(20, 10).isPresent());
  }

  @Test
  void toleratesOneBadBatchAndAHighStart() {
    assertEquals(Optional.empty(), check.check(1e5f, 10));
    for (int batch = 2; batch <= 200; batch++) {
      assertEquals(Optional.empty(), check.check(batch == 150 ? 20f : 0.4f, 10));
    }
  }
}
