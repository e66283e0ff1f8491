package dev.highorder.training;

import static dev.highorder.training.ColourTraining.IMAGES;
import static dev.highorder.training.ColourTraining.loop;
import static dev.highorder.training.ColourTraining.recipe;
import static dev.highorder.training.ColourTraining.train;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.Trainer;
import ai.djl.training.listener.EarlyStoppingListener;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.listener.TrainingListenerAdapter;
import dev.highorder.storage.StorageException;
import dev.highorder.training.ColourTraining.Outcome;
import dev.highorder.training.state.EpochResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** DJL's listeners on the fit loop: when they are called, and how they end a run. */
class FitLoopListenersTest {

  @Test
  void tellsDjlsListeners() throws StorageException {
    int[] counts = new int[5];
    TrainingListener counter =
        new TrainingListenerAdapter() {
          @Override
          public void onTrainingBegin(Trainer trainer) {
            counts[0]++;
          }

          @Override
          public void onTrainingBatch(Trainer trainer, BatchData data) {
            counts[1]++;
            assertEquals(
                new Shape(16, 3), data.getPredictions().get(Device.cpu()).head().getShape());
          }

          @Override
          public void onValidationBatch(Trainer trainer, BatchData data) {
            counts[2]++;
          }

          @Override
          public void onEpoch(Trainer trainer) {
            counts[3]++;
          }

          @Override
          public void onTrainingEnd(Trainer trainer) {
            counts[4]++;
          }
        };
    EvaluatorTrainingListener evaluators = new EvaluatorTrainingListener();
    List<Float> losses = new ArrayList<>();
    TrainingListener reader =
        new TrainingListenerAdapter() {
          @Override
          public void onEpoch(Trainer trainer) {
            losses.add(
                trainer
                    .getTrainingResult()
                    .getEvaluations()
                    .get("train_" + trainer.getLoss().getName()));
          }
        };
    Outcome outcome =
        train(
            ColourTraining.network(),
            0,
            model ->
                loop(recipe(r -> r.optEpochs(3).optAccumulation(2)))
                    .optListeners(counter, evaluators, reader)
                    .build()
                    .fit(model, IMAGES, IMAGES));

    assertEquals(List.of(1, 18, 18, 3, 1), Arrays.stream(counts).boxed().toList());
    for (int i = 0; i < 3; i++) {
      assertEquals(outcome.epochs().get(i).training().loss(), losses.get(i), 1e-3);
    }
  }

  @Test
  void endsWhenAListenerOfDjlSaysSo() throws StorageException {
    TrainingListener stopper =
        new TrainingListenerAdapter() {
          private int epochs;

          @Override
          public void onEpoch(Trainer trainer) {
            if (++epochs == 2) {
              throw new EarlyStoppingListener.EarlyStoppedException(2, "enough");
            }
          }
        };
    Outcome outcome =
        train(
            ColourTraining.network(),
            0,
            model -> loop(recipe(r -> r)).optListeners(stopper).build().fit(model, IMAGES, IMAGES));

    assertEquals(2, outcome.epochs().size());
  }

  /** If a listener ends the first epoch early, its weights are evaluated and kept. */
  @Test
  void endsWithinTheFirstEpoch() throws StorageException {
    TrainingListener stopper =
        new TrainingListenerAdapter() {
          private int batches;

          @Override
          public void onTrainingBatch(Trainer trainer, BatchData data) {
            if (++batches == 3) {
              throw new EarlyStoppingListener.EarlyStoppedException(0, "enough");
            }
          }
        };
    Outcome outcome =
        train(
            ColourTraining.network(),
            0,
            model -> loop(recipe(r -> r)).optListeners(stopper).build().fit(model, IMAGES, IMAGES));

    assertEquals(1, outcome.epochs().size());
    assertTrue(outcome.epochs().get(0).validation().examples() == 96);
  }

  /** Wherever a listener ends the run, the epoch is evaluated and its weights are kept. */
  @Test
  void endsAtTheEdgesOfAnEpoch() throws StorageException {
    for (boolean inValidation : new boolean[] {false, true}) {
      TrainingListener stopper =
          new TrainingListenerAdapter() {
            @Override
            public void onTrainingBatch(Trainer trainer, BatchData data) {
              stopUnless(inValidation);
            }

            @Override
            public void onValidationBatch(Trainer trainer, BatchData data) {
              stopUnless(!inValidation);
            }

            private void stopUnless(boolean goesOn) {
              if (!goesOn) {
                throw new EarlyStoppingListener.EarlyStoppedException(0, "enough");
              }
            }
          };
      Outcome outcome =
          train(
              ColourTraining.network(),
              0,
              model ->
                  loop(recipe(r -> r)).optListeners(stopper).build().fit(model, IMAGES, IMAGES));

      assertEquals(1, outcome.epochs().size());
      EpochResult only = outcome.epochs().get(0);
      assertEquals(inValidation ? 96 : 16, only.training().examples());
      assertEquals(96, only.validation().examples());
      assertTrue(Double.isFinite(only.resources().examplesPerSecond()), only.toString());
    }
  }
}
