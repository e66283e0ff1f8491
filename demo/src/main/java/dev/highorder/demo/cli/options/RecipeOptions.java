package dev.highorder.demo.cli.options;

import dev.highorder.augmentation.Augmentation;
import dev.highorder.recipe.ClassBalance;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.LearningRateSchedule;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.recipe.UpdateRule;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that choose how to train: a recipe by name, and settings that differ from it. */
public final class RecipeOptions {

  private static final int QUICK_EPOCHS = 3;
  private static final int EPOCHS_OF_PAPER = 260;

  /** The names of the recipes on the command line. */
  private enum Name {
    QUICK,
    PAPER,
    PAPER_DEEP
  }

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      description =
          "quick (batch size 64, cosine schedule), paper (batch size 128, step schedule, AutoAugment)"
              + " or paper_deep (paper with a warm-up).",
      defaultValue = "QUICK")
  private Name name;

  @Option(
      names = "--epochs",
      converter = WholeNumber.Repetitions.class,
      paramLabel = "N",
      description = "Passes over the training set. Default: 3; of the paper's recipes: 260.")
  private Integer epochs;

  @Option(
      names = "--batch",
      converter = WholeNumber.BatchSize.class,
      paramLabel = "N",
      description = "Batch size.")
  private Integer batch;

  @Option(
      names = "--lr",
      converter = RealNumber.Rate.class,
      paramLabel = "RATE",
      description = "Base learning rate. Default: 0.1.")
  private Float learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "KIND",
      description = "Learning-rate schedule: CONSTANT, COSINE or STEPS.")
  private LearningRateSchedule schedule;

  @Option(
      names = "--milestones",
      converter = WholeNumbers.Epochs.class,
      paramLabel = "N,...",
      description = "With STEPS, the epochs after which the learning rate drops.")
  private WholeNumbers milestones;

  @Option(
      names = "--factor",
      converter = RealNumber.TrueShare.class,
      paramLabel = "F",
      description = "With STEPS, the factor of each drop. Default: 0.1.")
  private Float factor;

  @Option(
      names = "--warm-up",
      converter = WholeNumber.RepetitionsOrNone.class,
      paramLabel = "N",
      description = "Epochs in which the learning rate rises linearly. Default: 0; paper_deep: 5.")
  private Integer warmUp;

  @Option(
      names = "--optimizer",
      paramLabel = "RULE",
      description =
          "Update rule: SGD, NESTEROV, TORCH_SGD, TORCH_NESTEROV (as in PyTorch, the velocity does"
              + " not contain the rate) or ADAMW. Default: SGD; the paper's recipes: TORCH_SGD.")
  private UpdateRule rule;

  @Option(
      names = "--momentum",
      converter = RealNumber.Share.class,
      paramLabel = "M",
      description = "Momentum; beta1 of AdamW. Default: 0.9.")
  private Float momentum;

  @Option(
      names = "--weight-decay",
      converter = RealNumber.Share.class,
      paramLabel = "D",
      description = "Weight decay. Default: 1e-4.")
  private Float weightDecay;

  @Option(
      names = "--decay-normalisation",
      negatable = true,
      description =
          "Decay the scales and shifts of normalisation layers too, or not. Default: not; the paper's"
              + " recipes do.")
  private Boolean decaysNormalisation;

  @Option(
      names = "--clip",
      converter = RealNumber.Norm.class,
      paramLabel = "NORM",
      description = "Largest norm of the gradient; a larger gradient is scaled down.")
  private Float clipNorm;

  @Option(
      names = "--accumulate",
      converter = WholeNumber.BatchSize.class,
      paramLabel = "N",
      description = "Compute each batch in N parts and add their gradients, to save memory.")
  private Integer accumulation;

  @Option(
      names = "--label-smoothing",
      converter = RealNumber.Share.class,
      paramLabel = "P",
      description = "Label smoothing: the probability that is spread over all classes.")
  private Float labelSmoothing;

  @Option(
      names = "--balance",
      paramLabel = "HOW",
      description = {
        "Balance classes of different sizes: ${COMPLETION-CANDIDATES}.",
        "LOSS weighs each example by its class; SAMPLE draws all classes equally often."
      })
  private ClassBalance balance;

  @Option(
      names = "--average",
      converter = RealNumber.TrueShare.class,
      paramLabel = "SHARE",
      description =
          "Evaluate and save a moving average of the weights with this decay, such as 0.999.")
  private Float averaging;

  @Option(
      names = "--patience",
      converter = WholeNumber.Repetitions.class,
      paramLabel = "N",
      description =
          "Stop after N epochs without a better validation accuracy, and keep the best weights.")
  private Integer patience;

  @Option(
      names = "--augment",
      converter = Word.Augmentations.class,
      paramLabel = "LIST",
      description =
          "Augmentation, in this order: crop[:PADDING] (black margin), meancrop[:PADDING] (margin in the"
              + " mean colour), resizedcrop[:PERCENT], flip, cutout[:SIDE], autoaugment (the paper's),"
              + " autoaugment-released (its authors' code), randaugment[:OPERATIONS:MAGNITUDE],"
              + " joined by commas; or none.")
  private String augmentation;

  @Option(
      names = "--seed",
      converter = Seed.class,
      paramLabel = "N",
      description = "Seed of the initial weights, the order of images, augmentation and dropout.",
      defaultValue = "1")
  private long seed;

  /**
   * Returns the recipe.
   *
   * @throws IllegalArgumentException if a setting is out of range
   */
  public TrainingRecipe recipe() {
    TrainingRecipe base =
        switch (name) {
          case QUICK -> TrainingRecipe.quick(epochs == null ? QUICK_EPOCHS : epochs).build();
          case PAPER -> TrainingRecipe.paper(epochs == null ? EPOCHS_OF_PAPER : epochs).build();
          case PAPER_DEEP ->
              TrainingRecipe.paperDeep(epochs == null ? EPOCHS_OF_PAPER : epochs).build();
        };
    TrainingRecipe.Builder builder =
        base.toBuilder().optLearningRate(learningRate(base.learningRate())).optSeed(seed);
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
    if (decaysNormalisation != null) {
      builder.optDecayOfNormalisation(decaysNormalisation);
    }
    if (clipNorm != null) {
      builder.optClipNorm(clipNorm);
    }
    if (accumulation != null) {
      int examples = batch == null ? base.batchSize() : batch;
      if (accumulation > examples) {
        throw new IllegalArgumentException(
            "--accumulate %s is more than the batch size of %s. Give at most that many parts."
                .formatted(accumulation, examples));
      }
      builder.optAccumulation(accumulation);
    }
    if (balance != null) {
      builder.optBalance(balance);
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
    TrainingRecipe recipe = builder.build();
    requireEffects(recipe);
    return recipe;
  }

  /** Checks that no option was given that changes nothing. */
  private void requireEffects(TrainingRecipe recipe) {
    int last = recipe.epochs() - 1;
    List<Integer> drops = recipe.learningRate().milestones();
    if (milestones != null && drops.get(drops.size() - 1) > last) {
      throw new IllegalArgumentException(
          "--milestones %s has no effect after epoch %s, since the training run ends after %s. Give smaller ones, or more --epochs."
              .formatted(milestones, drops.get(drops.size() - 1), recipe.epochs()));
    }
    if (warmUp != null && warmUp > recipe.epochs()) {
      throw new IllegalArgumentException(
          "--warm-up %s is longer than the training run of %s epochs. Give at most that many, or more --epochs."
              .formatted(warmUp, recipe.epochs()));
    }
    if (decaysNormalisation != null && recipe.weightDecay() == 0) {
      throw new IllegalArgumentException(
          "--%sdecay-normalisation has no effect with --weight-decay 0. Leave one of them out."
              .formatted(decaysNormalisation ? "" : "no-"));
    }
  }

  private void requireAscending() {
    for (int i = 1; milestones != null && i < milestones.values().size(); i++) {
      if (milestones.values().get(i) <= milestones.values().get(i - 1)) {
        throw new IllegalArgumentException(
            "--milestones %s are not in ascending order. Sort them, and name each epoch once."
                .formatted(milestones));
      }
    }
  }

  private LearningRate learningRate(LearningRate base) {
    boolean changesSteps = milestones != null || factor != null;
    LearningRateSchedule kind =
        schedule != null ? schedule : changesSteps ? LearningRateSchedule.STEPS : base.schedule();
    if (kind != LearningRateSchedule.STEPS && changesSteps) {
      throw new IllegalArgumentException(
          "--milestones and --factor need --schedule STEPS, not %s. Change one of them."
              .formatted(kind));
    }
    requireAscending();
    List<Integer> at = milestones == null ? base.milestones() : milestones.values();
    if (kind == LearningRateSchedule.STEPS && at.isEmpty()) {
      if (schedule == null) {
        throw new IllegalArgumentException(
            "--factor %s has no effect without milestones. Add them, as in --milestones 30,60,80."
                .formatted(factor));
      }
      throw new IllegalArgumentException(
          "--schedule STEPS needs milestones. Add them, as in --milestones 30,60,80.");
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
