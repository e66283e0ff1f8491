package dev.highorder.demo.cli;

import dev.highorder.augmentation.Augmentation;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.LearningRateSchedule;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.recipe.UpdateRule;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that choose how to train: a recipe by name, and what shall differ from it. */
final class RecipeOptions {

  private static final int QUICK_EPOCHS = 3;
  private static final int EPOCHS_OF_PAPER = 260;

  /** The recipes by their names on the command line. */
  private enum Name {
    QUICK,
    PAPER,
    PAPER_DEEP
  }

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      description =
          "quick (batches of 64, a cosine), paper (batches of 128, steps, AutoAugment) or paper_deep"
              + " (with a warm-up).",
      defaultValue = "QUICK")
  private Name name;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the images. Default: 3; of the paper's recipes: 260.")
  private Integer epochs;

  @Option(names = "--batch", paramLabel = "N", description = "Images of a step.")
  private Integer batch;

  @Option(names = "--lr", paramLabel = "RATE", description = "Highest learning rate. Default: 0.1.")
  private Float learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "KIND",
      description = "How the learning rate changes: CONSTANT, COSINE or STEPS.")
  private LearningRateSchedule schedule;

  @Option(
      names = "--milestones",
      paramLabel = "N",
      split = ",",
      description = "With STEPS, the epochs after which the learning rate falls.")
  private Integer[] milestones;

  @Option(
      names = "--factor",
      paramLabel = "F",
      description = "With STEPS, what it is multiplied by. Default: 0.1.")
  private Float factor;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Epochs during which the learning rate rises. Default: 0; paper_deep: 5.")
  private Integer warmUp;

  @Option(
      names = "--optimizer",
      paramLabel = "RULE",
      description = "SGD, NESTEROV or ADAMW. Default: SGD.")
  private UpdateRule rule;

  @Option(names = "--momentum", paramLabel = "M", description = "Default: 0.9.")
  private Float momentum;

  @Option(names = "--weight-decay", paramLabel = "D", description = "Default: 1e-4.")
  private Float weightDecay;

  @Option(
      names = "--decay-normalisation",
      description = "Decay the scales and shifts of normalisations too.")
  private boolean decaysNormalisation;

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      description = "Scale gradients down to this norm if theirs is larger.")
  private Float clipNorm;

  @Option(
      names = "--accumulate",
      paramLabel = "N",
      description = "Compute each batch in so many parts, to save memory.")
  private Integer accumulation;

  @Option(
      names = "--label-smoothing",
      paramLabel = "P",
      description = "Probability that is spread over all classes.")
  private Float labelSmoothing;

  @Option(
      names = "--average",
      paramLabel = "SHARE",
      description = "Evaluate and save a moving average of the weights, as with 0.999.")
  private Float averaging;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "End after so many epochs without a better accuracy, with the best weights.")
  private Integer patience;

  @Option(
      names = "--augment",
      paramLabel = "LIST",
      description =
          "Random changes of images: crop[:PADDING], flip, cutout[:SIDE], autoaugment,"
              + " randaugment[:OPERATIONS:MAGNITUDE], joined by commas, or none.")
  private String augmentation;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of weights, order, augmentation and dropout.",
      defaultValue = "1")
  private int seed;

  /**
   * Returns the recipe.
   *
   * @throws IllegalArgumentException if a setting is out of range
   */
  TrainingRecipe recipe() {
    TrainingRecipe base =
        switch (name) {
          case QUICK -> TrainingRecipe.quick(epochs == null ? QUICK_EPOCHS : epochs).build();
          case PAPER -> TrainingRecipe.paper(epochs == null ? EPOCHS_OF_PAPER : epochs).build();
          case PAPER_DEEP ->
              TrainingRecipe.paperDeep(epochs == null ? EPOCHS_OF_PAPER : epochs).build();
        };
    TrainingRecipe.Builder builder =
        base.toBuilder()
            .optLearningRate(learningRate(base.learningRate()))
            .optDecayOfNormalisation(decaysNormalisation)
            .optSeed(seed);
    if (batch != null) {
      builder.optBatchSize(batch);
    }
    if (rule != null) {
      builder.optRule(rule);
    }
    if (momentum != null) {
      builder.optMomentum(momentum);
    }
    if (weightDecay != null) {
      builder.optWeightDecay(weightDecay);
    }
    if (clipNorm != null) {
      builder.optClipNorm(clipNorm);
    }
    if (accumulation != null) {
      builder.optAccumulation(accumulation);
    }
    if (labelSmoothing != null) {
      builder.optLabelSmoothing(labelSmoothing);
    }
    if (averaging != null) {
      builder.optAveraging(averaging);
    }
    if (patience != null) {
      builder.optPatience(patience);
    }
    if (augmentation != null) {
      builder.optAugmentation(Augmentation.parseList(augmentation));
    }
    return builder.build();
  }

  private LearningRate learningRate(LearningRate base) {
    boolean stepsAnew = milestones != null || factor != null;
    LearningRateSchedule kind =
        schedule != null ? schedule : stepsAnew ? LearningRateSchedule.STEPS : base.schedule();
    if (kind != LearningRateSchedule.STEPS && stepsAnew) {
      throw new IllegalArgumentException(
          "--milestones and --factor belong to --schedule STEPS, not " + kind);
    }
    List<Integer> at = milestones == null ? base.milestones() : Arrays.asList(milestones);
    if (kind == LearningRateSchedule.STEPS && at.isEmpty()) {
      throw new IllegalArgumentException(
          "--schedule STEPS needs --milestones, as in --milestones 30,60,80");
    }
    boolean steps = kind == LearningRateSchedule.STEPS;
    float ofSteps = base.schedule() == LearningRateSchedule.STEPS ? base.factor() : 0.1f;
    return new LearningRate(
        learningRate == null ? base.base() : learningRate,
        kind,
        steps ? at : List.of(),
        steps ? factor == null ? ofSteps : factor : 1,
        warmUp == null ? base.warmUpEpochs() : warmUp);
  }
}
