package dev.highorder.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DivergenceCheckTest {

  private final DivergenceCheck check = new DivergenceCheck(10, DivergenceCheck.State.START);

  @Test
  void tellsOfALossThatIsNoNumber() {
    check.check(2.3f);

    String what = check.check(Float.NaN).orElseThrow();

    assertEquals("is NaN (the batch before had 2.3)", what);
  }

  @Test
  void tellsOfALossThatHasGrownForAWhile() {
    for (int batch = 1; batch <= 50; batch++) {
      assertEquals(Optional.empty(), check.check(0.5f));
    }
    Optional<String> what = Optional.empty();
    for (int batch = 51; batch <= 100 && what.isEmpty(); batch++) {
      what = check.check(20);
    }
    assertTrue(what.orElseThrow().contains("has grown to"), what.toString());
    assertTrue(what.orElseThrow().contains("from 0.5"), what.toString());
  }

  /** A resumed training must not forget what it knew. */
  @Test
  void goesOnFromItsState() {
    for (int batch = 1; batch <= 50; batch++) {
      check.check(0.5f);
    }
    DivergenceCheck resumed = new DivergenceCheck(10, check.state());
    for (int batch = 1; batch <= 20; batch++) {
      assertEquals(check.check(20), resumed.check(20));
    }
    assertTrue(resumed.check(20).isPresent());
  }

  @Test
  void bearsOneBadBatchAndAHighStart() {
    assertEquals(Optional.empty(), check.check(1e5f));
    for (int batch = 2; batch <= 200; batch++) {
      assertEquals(Optional.empty(), check.check(batch == 150 ? 20f : 0.4f));
    }
  }
}
