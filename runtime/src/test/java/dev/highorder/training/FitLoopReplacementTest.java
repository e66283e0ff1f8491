package dev.highorder.training;

import static dev.highorder.training.ColourTraining.train;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import dev.highorder.storage.StorageException;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import dev.highorder.training.callback.TrainingDivergedException;
import dev.highorder.training.checkpoint.Checkpoints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run in the place of an older one: what is refused has removed nothing. */
class FitLoopReplacementTest extends InterruptedRun {

  private FitLoop.Builder replacing() {
    return FitLoop.builder()
        .setRecipe(recipe().optEpochs(1).build())
        .optCheckpoints(policy().replacing(true));
  }

  private static void fit(FitLoop loop, Block network) throws StorageException {
    train(network, 1, model -> loop.fit(model, IMAGES, IMAGES));
  }

  @Test
  void theOldCheckpointsGoAfterTheFirstStep() throws IOException {
    runAndStop(recipe().build(), 8, false);
    List<String> before = checkpoints();
    List<List<String>> seen = new ArrayList<>();
    TrainingCallback look =
        new TrainingCallback() {
          @Override
          public void onStart(TrainingContext run) {
            note();
          }

          @Override
          public void onBatchEnd(TrainingContext run) {
            note();
          }

          private void note() {
            try {
              seen.add(checkpoints());
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          }
        };

    fit(replacing().optCallback(look).build(), ColourTraining.network());

    assertEquals(before, seen.get(0));
    assertEquals(List.of(), seen.get(1));
    assertEquals(List.of("epoch-000001-batch-00000000"), checkpoints());
  }

  @Test
  void aNetworkThatCannotBeInitialisedRemovesNothing() throws IOException {
    runAndStop(recipe().build(), 8, false);
    List<String> before = checkpoints();
    Block broken =
        new SequentialBlock()
            .add(
                LambdaBlock.singleton(
                    x -> {
                      throw new IllegalArgumentException("no such shape");
                    },
                    "broken"));

    assertRefused("no such shape", () -> fit(replacing().build(), broken));

    assertEquals(before, checkpoints());
  }

  @Test
  void aFirstStepThatDivergesRemovesNothing() throws IOException {
    runAndStop(recipe().build(), 8, false);
    List<String> before = checkpoints();
    Block wild =
        ColourTraining.plainNetworkThat(
            LambdaBlock.singleton(x -> x.mul(1e30f).mul(1e30f), "wild"));

    assertThrows(TrainingDivergedException.class, () -> fit(replacing().build(), wild));

    assertEquals(before, checkpoints());
  }

  @Test
  void theDirectoryOfARunThatGoesOnIsRefused() throws IOException {
    runAndStop(recipe().build(), 8, false);
    List<String> before = checkpoints();
    try (Checkpoints open = Checkpoints.open(policy())) {
      assertEquals(policy().directory(), open.policy().directory());

      assertRefused(
          "Another training run", () -> fit(replacing().build(), ColourTraining.network()));
    }

    assertEquals(before, checkpoints());
  }

  @Test
  void withoutPermissionARunIsNotReplaced() throws IOException {
    runAndStop(recipe().build(), 8, false);
    List<String> before = checkpoints();

    assertRefused(
        "holds the checkpoints of another run",
        () -> fit(loop(recipe().build(), new TrainingCallback() {}), ColourTraining.network()));

    assertEquals(before, checkpoints());
    assertTrue(Checkpoints.newest(policy().directory()).isPresent());
  }
}
