package dev.highorder.training.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

  /** Four epochs of six batches, resumed in the third batch of the second epoch. */
  @Test
  void countsAllStepsButTakesThePaceOfThisPart() throws InterruptedException {
    List<TrainingProgress> reported = new ArrayList<>();
    Progress progress = new Progress(reported::add);
    try (FakeRun run = new FakeRun()) {
      for (int batch = 0; batch < FakeRun.BATCHES_PER_EPOCH; batch++) {
        run.step();
      }
      run.endEpoch(0.5);
      run.step();
      run.step();
      progress.onStart(run);
      Thread.sleep(20);
      run.step();
      progress.onBatchEnd(run);
    }

    TrainingProgress only = reported.get(0);
    assertEquals(List.of(2, 4, 3, 6), numbers(only));
    assertEquals(9 / 24.0, only.share(), 1e-12);
    assertTrue(only.elapsed().compareTo(Duration.ofMillis(20)) >= 0, only.toString());
    // One step of this part took the elapsed time, and fifteen are left.
    assertEquals(15 * only.elapsed().toNanos(), only.remaining().toNanos(), only.toString());
  }

  private static List<Integer> numbers(TrainingProgress progress) {
    return List.of(progress.epoch(), progress.epochs(), progress.batch(), progress.batches());
  }
}
