package dev.highorder.training.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BestEffortTest {

  static List<Throwable> failures() {
    return List.of(
        new IllegalStateException("a fault of the callback"),
        new InternalError("Fontconfig head is null"),
        new NoClassDefFoundError("Could not initialize class sun.font.SunFontManager"),
        new OutOfMemoryError("Java heap space"));
  }

  /** Progress that throws in its second step. */
  private static final class Failing implements TrainingCallback {

    private final Throwable failure;
    private int calls;

    Failing(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public StageDetail stageDetail(long step) {
      return StageDetail.BATCH;
    }

    @Override
    public void onBatchEnd(TrainingContext run) {
      if (++calls == 2) {
        BestEffortTest.<RuntimeException>sneak(failure);
      }
    }
  }

  @SuppressWarnings("unchecked") // lets the compiler believe that it is unchecked
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @ParameterizedTest
  @MethodSource("failures")
  void theFirstFailureIsReportedAndTheCallbackLeftOut(Throwable failure) {
    Failing failing = new Failing(failure);
    List<Throwable> reported = new ArrayList<>();
    BestEffort callback = new BestEffort(failing, reported::add);
    try (FakeRun run = new FakeRun()) {
      for (int step = 0; step < 4; step++) {
        callback.onBatchEnd(run);
      }
    }

    assertEquals(List.of(failure), reported);
    assertEquals(2, failing.calls);
    assertEquals(StageDetail.NOTHING, callback.stageDetail(1), "nothing is measured in vain");
  }

  @Test
  void aCallbackWithAMemoryIsRefused() {
    BestWeights best = new BestWeights();

    assertThrows(IllegalArgumentException.class, () -> new BestEffort(best, e -> {}));
  }
}
