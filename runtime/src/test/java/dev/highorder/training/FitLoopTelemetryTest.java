package dev.highorder.training;

import static dev.highorder.training.ColourTraining.IMAGES;
import static dev.highorder.training.ColourTraining.fit;
import static dev.highorder.training.ColourTraining.loop;
import static dev.highorder.training.ColourTraining.recipe;
import static dev.highorder.training.ColourTraining.train;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.storage.StorageException;
import dev.highorder.training.ColourTraining.Outcome;
import dev.highorder.training.callback.StageTelemetry;
import dev.highorder.training.diagnosis.StageNorms;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sizes of stages, as a run reports them. */
class FitLoopTelemetryTest {

  /** The size over a batch does not depend on the parts in which it is computed. */
  @Test
  void stagesOfPartsAreThoseOfTheBatch() throws StorageException {
    List<StageNorms> reported = new ArrayList<>();
    for (int parts : new int[] {1, 3}) {
      train(
          ColourTraining.plainNetwork(),
          1,
          model ->
              loop(recipe(r -> r.optEpochs(1).optAccumulation(parts)))
                  .optCallback(new StageTelemetry(6, reported::add))
                  .build()
                  .fit(model, IMAGES, IMAGES));
    }

    assertEquals(2, reported.get(1).stages().size());
    for (int i = 0; i < 2; i++) {
      assertEquals(
          reported.get(0).stages().get(i).rms(), reported.get(1).stages().get(i).rms(), 1e-5);
    }
  }

  /** The sizes are reported in the steps that were asked for, one for each stage. */
  @Test
  void reportsTheSizeOfStages() throws StorageException {
    List<StageNorms> reported = new ArrayList<>();
    train(
        ColourTraining.network(),
        1,
        model ->
            loop(recipe(r -> r.optEpochs(2)))
                .optCallback(new StageTelemetry(5, reported::add))
                .build()
                .fit(model, IMAGES, IMAGES));

    assertEquals(List.of(5L, 10L), reported.stream().map(StageNorms::step).toList());
    for (StageNorms norms : reported) {
      assertEquals(
          List.of(1, 2), norms.stages().stream().map(StageNorms.StageNorm::stage).toList());
      norms.stages().forEach(s -> assertTrue(s.rms() > 0 && s.rms() < 1, "tanh: " + s.rms()));
    }
  }

  @Test
  void observedStagesChangeNothing() throws StorageException {
    Outcome plain = fit(ColourTraining.network(), recipe(r -> r), 1);
    Outcome observed =
        train(
            ColourTraining.network(),
            1,
            model ->
                loop(recipe(r -> r))
                    .optCallback(new StageTelemetry(1, norms -> {}))
                    .build()
                    .fit(model, IMAGES, IMAGES));

    assertEquals(plain.parameters(), observed.parameters());
  }
}
