package dev.highorder.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.util.JsonUtils;
import com.google.gson.JsonObject;
import dev.highorder.augmentation.Augmentation;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingRecipeTest {

  /** The numbers of the paper's section on experiments. */
  @Test
  void paperHasThePublishedNumbers() {
    TrainingRecipe paper = TrainingRecipe.paper(260).build();

    assertEquals(260, paper.epochs());
    assertEquals(128, paper.batchSize());
    assertEquals(UpdateRule.TORCH_SGD, paper.rule(), "as PyTorch, which the paper used");
    assertTrue(paper.decaysNormalisation(), "as PyTorch");
    assertEquals(0.9f, paper.momentum());
    assertEquals(1e-4f, paper.weightDecay());
    assertEquals(LearningRate.steps(0.1f, 0.1f, List.of(100, 150, 200, 230)), paper.learningRate());
    assertEquals(List.of(Augmentation.autoAugment()), paper.augmentation());
    assertEquals(
        paper.learningRate().withWarmUp(5), TrainingRecipe.paperDeep(260).build().learningRate());
  }

  /** A recipe is saved with every classifier and checkpoint. */
  @Test
  void jsonAndBuilderKeepAllSettings() {
    TrainingRecipe unusual = unusual();

    String json = JsonUtils.GSON.toJson(unusual);

    assertEquals(unusual, JsonUtils.GSON.fromJson(json, TrainingRecipe.class));
    assertEquals(unusual, unusual.toBuilder().build());
  }

  @Test
  void theTextNamesSettingsThatAreOn() {
    String quick = String.join("\n", TrainingRecipe.quick(3).build().settings());
    String all = String.join("\n", unusual().settings());

    assertTrue(quick.contains("3 epochs, batch size 64, seed 1"), quick);
    assertTrue(quick.contains("SGD (velocity times the learning rate), momentum 0.9"), quick);
    assertTrue(quick.contains("decay 1.0E-4 of weights and biases, not of normal"), quick);
    assertTrue(!quick.contains("smoothed") && !quick.contains("averaged"), quick);
    for (String part :
        new String[] {
          "ADAMW",
          "[crop:2, flip]",
          "norm 2.5",
          "3 parts",
          "by 0.1",
          "share 0.99",
          "after 4 epochs",
          "0.05 of weights, biases, scales and shifts of normalisations; step sizes are not",
          "after epochs [2, 5]",
          "warm-up of 1"
        }) {
      assertTrue(all.contains(part), part + " in " + all);
    }
  }

  /** Runs with seeds of 32 bits go on as they began. */
  @Test
  void seedsAreLongs() {
    for (int seed : new int[] {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      assertEquals(seed, TrainingRecipe.quick(1).optSeed(seed).build().engineSeed());
    }
    TrainingRecipe large = TrainingRecipe.quick(1).optSeed(Long.MAX_VALUE - 1).build();
    assertEquals(Long.MAX_VALUE - 1, large.seed());
    assertTrue(large.engineSeed() >= 0);
    String json = JsonUtils.GSON.toJson(large);
    assertEquals(large, JsonUtils.GSON.fromJson(json, TrainingRecipe.class));
  }

  /** Infinite and subnormal numbers are as useless as those out of range. */
  @Test
  void refusesWhatEnginesCannotRepresent() {
    for (float value : new float[] {1e-40f, Float.MIN_VALUE, Float.NaN, Float.POSITIVE_INFINITY}) {
      TrainingRecipe.Builder quick = TrainingRecipe.quick(1);
      assertNamed("optClipNorm", () -> quick.optClipNorm(value).build());
      assertNamed("optMomentum", () -> TrainingRecipe.quick(1).optMomentum(value).build());
      assertNamed("optWeightDecay", () -> TrainingRecipe.quick(1).optWeightDecay(value).build());
      assertNamed("optAveraging", () -> TrainingRecipe.quick(1).optAveraging(value).build());
    }
  }

  private static void assertNamed(String setter, Runnable work) {
    String message = assertThrows(IllegalArgumentException.class, work::run).getMessage();
    assertTrue(message.contains(setter), message);
  }

  private static TrainingRecipe unusual() {
    return TrainingRecipe.quick(9)
        .optBatchSize(33)
        .optLearningRate(LearningRate.steps(0.013f, 0.3f, List.of(2, 5)).withWarmUp(1))
        .optRule(UpdateRule.ADAMW)
        .optMomentum(0.87f)
        .optWeightDecay(0.05f)
        .optDecayOfNormalisation(true)
        .optClipNorm(2.5f)
        .optAccumulation(3)
        .optLabelSmoothing(0.1f)
        .optBalance(ClassBalance.SAMPLE)
        .optAveraging(0.99f)
        .optPatience(4)
        .optAugmentation(Augmentation.parseList("crop:2,flip"))
        .optFineTuning(new FineTuning("stack1", 0.25f))
        .optSeed(77)
        .build();
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertRefused("epochs", TrainingRecipe.quick(0));
    assertRefused("batch size", TrainingRecipe.quick(1).optBatchSize(0));
    assertRefused("momentum", TrainingRecipe.quick(1).optMomentum(1));
    assertRefused("momentum", TrainingRecipe.quick(1).optMomentum(Float.NaN));
    assertRefused("weight decay", TrainingRecipe.quick(1).optWeightDecay(-1));
    assertRefused("largest norm", TrainingRecipe.quick(1).optClipNorm(-1));
    assertRefused("parts of a batch", TrainingRecipe.quick(1).optAccumulation(0));
    assertRefused("parts of a batch", TrainingRecipe.quick(1).optBatchSize(4).optAccumulation(5));
    assertRefused("label smoothing", TrainingRecipe.quick(1).optLabelSmoothing(1));
    assertRefused("averaging", TrainingRecipe.quick(1).optAveraging(1));
    assertRefused("patience", TrainingRecipe.quick(1).optPatience(-1));
    for (float rate : new float[] {0, -1, 1.5f, Float.NaN, 1e-40f}) {
      assertThrows(IllegalArgumentException.class, () -> new FineTuning(null, rate));
    }
  }

  /** Recipes from before there was fine-tuning still load. */
  @Test
  void recipesWithoutFineTuningHaveNone() {
    JsonObject json = JsonUtils.GSON.toJsonTree(unusual()).getAsJsonObject();
    json.remove("fineTuning");
    TrainingRecipe read = JsonUtils.GSON.fromJson(json, TrainingRecipe.class);
    assertEquals(unusual().toBuilder().optFineTuning(FineTuning.NONE).build(), read);
  }

  private static void assertRefused(String name, TrainingRecipe.Builder builder) {
    String message = assertThrows(IllegalArgumentException.class, builder::build).getMessage();
    assertTrue(message.startsWith("The " + name), message);
  }
}
