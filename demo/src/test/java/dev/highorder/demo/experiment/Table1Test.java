package dev.highorder.demo.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.Scheme;
import org.junit.jupiter.api.Test;

/** Every family of the paper's Table 1 runs. */
class Table1Test {

  @Test
  void everyFamilyTakesATrainingStepAndShowsItsOrder() {
    for (Table1.Row row : Table1.rows()) {
      assertTrue(row.runs(), row.toString());
      assertEquals(58, row.layers());
      // Rounded coefficients have no order; Verner's show theirs only where rounding begins.
      if (row.scheme() != Scheme.VERNER8 && row.scheme() != Scheme.VERNER8_AS_PUBLISHED) {
        assertEquals(row.claimed(), row.observed(), 0.1, row.toString());
      }
    }
  }
}
