package dev.highorder.training;

import static dev.highorder.training.ColourTraining.IMAGES;
import static dev.highorder.training.ColourTraining.fit;
import static dev.highorder.training.ColourTraining.loop;
import static dev.highorder.training.ColourTraining.recipe;
import static dev.highorder.training.ColourTraining.train;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.engine.ProcessMemory;
import dev.highorder.network.Network;
import dev.highorder.storage.StorageException;
import dev.highorder.training.ColourTraining.Outcome;
import dev.highorder.training.callback.Progress;
import dev.highorder.training.state.EpochResult;
import org.junit.jupiter.api.Test;

class FitLoopTest {

  @Test
  void learnsToTellColoursApart() throws StorageException {
    Network network = ColourTraining.network();
    int[] steps = {0};
    Progress progress =
        new Progress(
            current -> {
              steps[0]++;
              assertEquals(steps[0] / 60.0, current.share(), 1e-9);
            });
    Outcome outcome =
        train(
            network,
            0,
            model -> {
              TrainingRun run =
                  loop(recipe(r -> r)).optCallback(progress).build().fit(model, IMAGES, IMAGES);
              // Each parameter and its gradient.
              assertTrue(
                  model.getNDManager().getManagedArrays().size()
                      <= 2 * network.getParameters().size(),
                  "nothing but parameters is left");
              return run;
            });

    assertEquals(10, outcome.epochs().size());
    assertEquals(10 * 6, steps[0], "96 images make 6 batches of 16");
    EpochResult last = outcome.epochs().get(9);
    assertTrue(last.training().loss() < outcome.epochs().get(0).training().loss());
    assertTrue(last.validation().accuracy() > 0.95, last.toString());
    assertTrue(last.resources().examplesPerSecond() > 0, last.toString());
    long resident = ProcessMemory.residentBytes().orElse(Long.MAX_VALUE);
    long heap = last.resources().heapBytes();
    assertTrue(heap > 0 && heap < resident, heap + " of " + resident);
    assertTrue(last.resources().waiting() >= 0 && last.resources().waiting() < 1);
    assertEquals(
        outcome.epochs().get(1).resources().arrays(), last.resources().arrays(), "flat memory");
  }

  @Test
  void sameSeedSameBitsOnOneThread() throws StorageException {
    Outcome first = fit(ColourTraining.networkWithDropout(), recipe(r -> r), 1);
    Outcome second = fit(ColourTraining.networkWithDropout(), recipe(r -> r), 1);
    Outcome other = fit(ColourTraining.networkWithDropout(), recipe(r -> r.optSeed(8)), 1);

    assertEquals(first.parameters(), second.parameters());
    assertNotEquals(first.parameters(), other.parameters(), "the seed matters");
  }
}
