package dev.highorder.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.training.callback.BestWeights;
import dev.highorder.training.callback.DivergenceGuard;
import dev.highorder.training.callback.LeakGuard;
import dev.highorder.training.callback.MovingAverage;
import dev.highorder.training.callback.StageDetail;
import dev.highorder.training.callback.StageTelemetry;
import dev.highorder.training.callback.StatefulCallback;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallbackListTest {

  private static final TrainingCallback USERS = new TrainingCallback() {};

  private static List<Class<?>> classes(TrainingRecipe recipe) {
    return CallbackList.of(recipe, List.of(USERS), false, Optional.empty()).all().stream()
        .<Class<?>>map(Object::getClass)
        .toList();
  }

  @Test
  void hasTheDocumentedOrder() {
    assertEquals(
        List.of(
            DivergenceGuard.class,
            LeakGuard.class,
            MovingAverage.class,
            BestWeights.class,
            USERS.getClass()),
        classes(TrainingRecipe.quick(1).optAveraging(0.9f).optPatience(3).build()));
    assertEquals(
        List.of(DivergenceGuard.class, LeakGuard.class, USERS.getClass()),
        classes(TrainingRecipe.quick(1).build()));
  }

  @Test
  void measuresStagesAsPreciselyAsAnyCallbackAsks() {
    CallbackList callbacks =
        CallbackList.of(
            TrainingRecipe.quick(1).build(),
            List.of(new StageTelemetry(3, norms -> {})),
            false,
            Optional.empty());

    assertEquals(StageDetail.SAMPLE, callbacks.stageDetail(1));
    assertEquals(StageDetail.NOTHING, callbacks.stageDetail(2));
    assertEquals(StageDetail.BATCH, callbacks.stageDetail(51));
  }

  /** Names are those of files in a checkpoint. */
  @Test
  void refusesNamesThatAreInUseOrCannotBeFiles() {
    for (String name : List.of("divergence", "parameters", "optimizer")) {
      assertRefused(name, "which is in use. Give it another.");
    }
    for (String name : List.of("", "..", "a/b", "Mine", "1")) {
      assertRefused(name, "lower-case letters");
    }
  }

  private static void assertRefused(String name, String part) {
    StatefulCallback callback =
        new StatefulCallback() {
          @Override
          public String name() {
            return name;
          }

          @Override
          public void create(TrainingContext run) {}
        };
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    CallbackList.of(
                        TrainingRecipe.quick(1).build(),
                        List.of(callback),
                        false,
                        Optional.empty()))
            .getMessage();
    assertTrue(message.contains(part), message);
  }
}
