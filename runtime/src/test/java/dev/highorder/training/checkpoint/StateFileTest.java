package dev.highorder.training.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.util.JsonUtils;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.image.Normalisation;
import dev.highorder.input.ImageFormat;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.training.state.DataSetIdentity;
import dev.highorder.training.state.EpochResult;
import dev.highorder.training.state.EpochSoFar;
import dev.highorder.training.state.Origin;
import dev.highorder.training.state.Position;
import dev.highorder.training.state.TrainingState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateFileTest {

  private static final ImageFormat INPUT = new ImageFormat(3, 8, 8, Normalisation.none());

  private static TrainingState state() {
    Evaluation evaluation = new Evaluation(90, 0.1, 1.0 / 3);
    return new TrainingState(
        new Origin(
            TrainingRecipe.paper(260).build(),
            new DataSetIdentity("colours", 90, "0123"),
            INPUT,
            "MXNet"),
        new Position(1, 0, 1),
        new EpochSoFar(new Evaluation.RunningMetrics.Sums(32, 1.0 / 7, 5), 0.3, 0.1),
        List.of(
            new EpochResult(
                1, evaluation, evaluation, 2, 0.1f, new EpochResult.Resources(9, 0.5, 1, 2, 3))),
        Map.of("divergence", Map.of("average", Math.PI), "mine", Map.of("count", 3.0)));
  }

  @Test
  void isReadAsItWasWritten() {
    String json = JsonUtils.GSON_PRETTY.toJson(StateFile.of(state()));
    StateFile read = JsonUtils.GSON.fromJson(json, StateFile.class);

    read.check();
    assertEquals(state(), read.toState());
  }

  /** The words that were written before format 2, both before and after their first renaming. */
  @Test
  void readsTheWordsOfFormat1() {
    for (String word : List.of("pictures", "images")) {
      StateFile read =
          JsonUtils.GSON.fromJson(
              """
              {
                "recipe": %s,
                "%s": {"description": "colours", "size": 1, "sha256": "0123"},
                "normalisation": {"mean": [0, 0, 0], "std": [1, 1, 1]},
                "engine": "MXNet", "epoch": 1, "batch": 2, "step": 8,
                "sums": {"%s": 32, "loss": 0.25, "right": 5}, "seconds": 0.3, "waited": 0.1,
                "divergence": {"average": 2.5, "lowest": 2.25, "last": 2.4345176},
                "results": []
              }"""
                  .formatted(JsonUtils.GSON.toJson(TrainingRecipe.quick(3).build()), word, word),
              StateFile.class);

      TrainingState state = read.toState();
      assertEquals(new DataSetIdentity("colours", 1, "0123"), state.origin().dataSet());
      assertEquals(new Position(1, 2, 8), state.position());
      assertEquals(32, state.soFar().sums().examples());
      assertEquals(
          Map.of("divergence", Map.of("average", 2.5, "lowest", 2.25, "last", 2.4345176)),
          state.callbacks());
      LabelledImages images =
          LabelledImages.of(
              "colours", List.of("red"), 8, 8, List.of(new byte[3 * 8 * 8]), new int[1]);
      assertEquals(INPUT, read.inputFor(images));
    }
  }
}
