package dev.highorder.demo.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers and parameters of the first networks of the paper's Table 5. */
class Table5Test {

  private final List<Table5.Row> rows = Table5.rows(146);

  @Test
  void areWhatTheDescriptionOfTheNetworkGives() {
    assertEquals(5, rows.size());
    for (Table5.Row row : rows) {
      int subNets = (row.layers() - 2) / 2;
      int subNet = 2 * (9 * 64 * 64 + 2 * 64);
      int stem = 9 * 3 * 64 + 2 * 64;
      int head = 64 * 10 + 10;
      assertEquals(row.paperLayers(), row.layers(), row.model());
      assertEquals(
          subNets * subNet + stem + head + row.paperStepSizes(), row.parameters(), row.model());
    }
  }

  /** The paper prints 0.07 million more. */
  @Test
  void differFromThePaper() {
    rows.forEach(
        row -> assertEquals(row.paperMillions() - 0.07, row.parameters() / 1e6, 0.01, row.model()));
  }

  @Test
  void everyNetworkTakesATrainingStep() {
    rows.forEach(row -> assertTrue(Double.isFinite(row.loss()), row.model()));
  }
}
