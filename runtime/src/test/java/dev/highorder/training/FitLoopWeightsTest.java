package dev.highorder.training;

import static dev.highorder.training.ColourTraining.IMAGES;
import static dev.highorder.training.ColourTraining.loop;
import static dev.highorder.training.ColourTraining.recipe;
import static dev.highorder.training.ColourTraining.train;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.nn.Block;
import dev.highorder.evaluation.Guessing;
import dev.highorder.image.Normalisation;
import dev.highorder.network.Network;
import dev.highorder.storage.StorageException;
import dev.highorder.training.ColourTraining.Outcome;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import dev.highorder.training.state.EpochResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The weights that a run leaves in the network: averaged, or the best. */
class FitLoopWeightsTest {

  /** The average after a training is the recursion over the weights after each step. */
  @Test
  void averagesWeights() throws StorageException {
    Block network = ColourTraining.plainNetwork();
    List<List<Float>> weights = new ArrayList<>();
    TrainingCallback recorder =
        new TrainingCallback() {
          @Override
          public void onStart(TrainingContext run) {
            weights.add(ColourTraining.parameters(network));
          }

          @Override
          public void onBatchEnd(TrainingContext run) {
            weights.add(ColourTraining.parameters(network));
          }
        };
    Outcome outcome =
        train(
            network,
            1,
            model ->
                loop(recipe(r -> r.optAveraging(0.8f)))
                    .optCallback(recorder)
                    .build()
                    .fit(model, IMAGES, IMAGES));

    for (int i = 0; i < outcome.parameters().size(); i++) {
      double average = weights.get(0).get(i);
      for (int step = 1; step < weights.size(); step++) {
        double d = Math.min(0.8, (1.0 + step) / (10.0 + step));
        average = d * average + (1 - d) * weights.get(step).get(i);
      }
      assertEquals(average, outcome.parameters().get(i), 1e-4);
    }
  }

  /** Patience ends a training that gets no better, with the parameters of its best epoch. */
  @Test
  void endsEarlyWithTheBestParameters() throws StorageException {
    Network network = ColourTraining.network();
    List<List<Float>> weights = new ArrayList<>();
    TrainingCallback recorder =
        new TrainingCallback() {
          @Override
          public void onEpochEnd(TrainingContext run, EpochResult result) {
            weights.add(ColourTraining.parameters(network));
          }
        };
    Outcome outcome =
        train(
            network,
            1,
            model ->
                loop(recipe(r -> r.optEpochs(40).optPatience(3)))
                    .optCallback(recorder)
                    .build()
                    .fit(model, IMAGES, IMAGES));

    int best = 0;
    for (int i = 1; i < outcome.epochs().size(); i++) {
      double accuracy = outcome.epochs().get(i).validation().accuracy();
      best = accuracy > outcome.epochs().get(best).validation().accuracy() ? i : best;
    }
    assertEquals(best + 1 + 3, outcome.epochs().size());
    assertTrue(outcome.epochs().size() < 40);
    assertEquals(weights.get(best), outcome.parameters());
    assertEquals(
        outcome.epochs().get(best),
        new TrainingRun(
                recipe(r -> r.optPatience(3)),
                IMAGES,
                IMAGES.format(Normalisation.none()),
                outcome.epochs(),
                new Guessing(1, 1))
            .result(),
        "a saved classifier tells of the parameters that it has");
    assertNotEquals(weights.get(best), weights.get(weights.size() - 1));
  }
}
