package dev.highorder.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The settings of a recipe as text, one entry for each group of settings. */
final class RecipeText {

  private RecipeText() {}

  /** Returns the entries. Settings that are switched off are left out. */
  static List<String> of(TrainingRecipe recipe) {
    List<String> settings = new ArrayList<>();
    settings.add(
        "%s epochs, batch size %s, seed %s"
            .formatted(recipe.epochs(), recipe.batchSize(), recipe.seed()));
    settings.add("learning rate " + describe(recipe.learningRate()));
    settings.add(
        "%s, momentum %s, %s".formatted(describe(recipe.rule()), recipe.momentum(), decay(recipe)));
    Stream.of(
            setting(!recipe.augmentation().isEmpty(), "augmentation " + recipe.augmentation()),
            setting(recipe.clipNorm() > 0, "gradients clipped to norm " + recipe.clipNorm()),
            setting(
                recipe.accumulation() > 1,
                "batches computed in " + recipe.accumulation() + " parts"),
            setting(recipe.labelSmoothing() > 0, "labels smoothed by " + recipe.labelSmoothing()),
            setting(recipe.balance() == ClassBalance.LOSS, "loss balanced by class"),
            setting(recipe.balance() == ClassBalance.SAMPLE, "examples balanced by class"),
            setting(recipe.averaging() > 0, "weights averaged with share " + recipe.averaging()),
            setting(
                recipe.fineTuning().frozenTo() != null,
                "frozen from the stem to " + recipe.fineTuning().frozenTo()),
            setting(
                recipe.fineTuning().bodyRate() < 1,
                "learning rate of all but the head times " + recipe.fineTuning().bodyRate()),
            setting(
                recipe.patience() > 0,
                "early stopping after " + recipe.patience() + " epochs without a better accuracy"))
        .flatMap(List::stream)
        .forEach(settings::add);
    return settings;
  }

  private static List<String> setting(boolean isOn, String text) {
    return isOn ? List.of(text) : List.of();
  }

  private static String describe(UpdateRule rule) {
    return switch (rule) {
      case SGD, NESTEROV -> rule + " (velocity times the learning rate)";
      case TORCH_SGD, TORCH_NESTEROV -> rule + " (velocity without the learning rate)";
      case ADAMW -> rule.toString();
    };
  }

  private static String decay(TrainingRecipe recipe) {
    if (recipe.weightDecay() == 0) {
      return "no weight decay";
    }
    return "weight decay %s of weights%s; step sizes are not decayed"
        .formatted(
            recipe.weightDecay(),
            recipe.decaysNormalisation()
                ? ", biases, scales and shifts of normalisations"
                : " and biases, not of normalisations");
  }

  private static String describe(LearningRate rate) {
    String schedule =
        switch (rate.schedule()) {
          case CONSTANT -> "";
          case COSINE -> ", along a cosine";
          case STEPS -> ", times %s after epochs %s".formatted(rate.factor(), rate.milestones());
        };
    String warmUp =
        rate.warmUpEpochs() == 0 ? "" : ", warm-up of %s epochs".formatted(rate.warmUpEpochs());
    return rate.base() + schedule + warmUp;
  }
}
