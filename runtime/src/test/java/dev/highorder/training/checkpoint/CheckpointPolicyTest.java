package dev.highorder.training.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CheckpointPolicyTest {

  private static final CheckpointPolicy POLICY = CheckpointPolicy.in(Path.of("folder"));

  @Test
  void changesOneSettingAtATime() {
    assertEquals(
        new CheckpointPolicy(Path.of("folder"), Duration.ofSeconds(7), 3, 4, 5, true),
        POLICY.every(Duration.ofSeconds(7)).everySteps(3).keep(4, 5).replacing(true));
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> POLICY.every(Duration.ofSeconds(-1)));
    assertThrows(IllegalArgumentException.class, () -> POLICY.everySteps(-1));
    assertThrows(IllegalArgumentException.class, () -> POLICY.keep(0, 1));
    assertThrows(IllegalArgumentException.class, () -> POLICY.keep(1, -1));
  }
}
