package dev.highorder.training.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.highorder.training.diagnosis.StageNorms;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageTelemetryTest {

  @Test
  void reportsEverySoManyStepsAfterTheStep() {
    List<StageNorms> reported = new ArrayList<>();
    StageTelemetry telemetry = new StageTelemetry(3, reported::add);
    try (FakeRun run = new FakeRun()) {
      for (long step = 1; step <= 7; step++) {
        // The divergence guard may have asked for the stages of any step.
        StageNorms norms =
            new StageNorms(step, List.of(new StageNorms.StageNorm(1, "test.Tanh", 1, 1, step)));
        assertEquals(
            step % 3 == 0 ? StageDetail.BATCH : StageDetail.NOTHING, telemetry.stageDetail(step));
        telemetry.afterUpdate(run, run.batch(1, 0, norms));
        assertEquals((step - 1) / 3, reported.size());
        run.step();
        telemetry.onBatchEnd(run);
      }
    }
    assertEquals(List.of(3L, 6L), reported.stream().map(StageNorms::step).toList());
  }

  @Test
  void refusesAnIntervalBelowOne() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new StageTelemetry(0, norms -> {}))
            .getMessage();
    assertEquals("Stages cannot be measured every 0 steps. Give at least 1.", message);
  }
}
