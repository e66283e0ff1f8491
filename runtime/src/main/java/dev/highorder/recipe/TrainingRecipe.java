package dev.highorder.recipe;

import dev.highorder.augmentation.Augmentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * All settings of a training; together with the network and the images they decide its outcome.
 *
 * @param epochs passes over the training set, at least 1
 * @param batchSize the images of a step, at least 1; the last step of an epoch may have fewer
 * @param learningRate the learning rate of every step
 * @param rule how parameters follow their gradients
 * @param momentum the share of the last step that is kept, or AdamW's beta1, in [0, 1)
 * @param weightDecay the share of every decayed parameter that is added to its gradient (for AdamW:
 *     subtracted from it, times the learning rate), in [0, 1); step sizes are never decayed
 * @param decaysNormalisation whether the scales and shifts of normalisations are decayed too
 * @param clipNorm what the norm of all gradients together is scaled down to if it is larger; 0 for
 *     no limit
 * @param accumulation in how many parts a batch is computed, one after another, to save memory;
 *     their gradients are added. Batch normalisation sees one part at a time
 * @param labelSmoothing the probability that is spread evenly over all classes, in [0, 1) (Szegedy
 *     et al. 2016)
 * @param averaging the share of the old average in a moving average of the weights, which is what
 *     is then evaluated and saved, in [0, 1); 0 for none
 * @param patience the epochs in succession without a better validation accuracy after which the
 *     training ends early with the best parameters; 0 for never
 * @param augmentation the random changes of every training image, in this order
 * @param seed of the first weights, the order of the images, their changes and dropout
 */
public record TrainingRecipe(
    int epochs,
    int batchSize,
    LearningRate learningRate,
    UpdateRule rule,
    float momentum,
    float weightDecay,
    boolean decaysNormalisation,
    float clipNorm,
    int accumulation,
    float labelSmoothing,
    float averaging,
    int patience,
    List<Augmentation> augmentation,
    int seed) {

  private static final int EPOCHS_OF_PAPER = 260;
  private static final List<Integer> MILESTONES_OF_PAPER = List.of(100, 150, 200, 230);
  private static final int WARM_UP_EPOCHS = 5;

  /** Checks the ranges. */
  public TrainingRecipe {
    Ranges.require(epochs >= 1, "epochs", epochs, "at least 1");
    Ranges.require(batchSize >= 1, "batch", batchSize, "at least 1 image");
    Objects.requireNonNull(learningRate, "learningRate");
    Objects.requireNonNull(rule, "rule");
    Ranges.require(momentum >= 0 && momentum < 1, "momentum", momentum, "in [0, 1)");
    Ranges.require(weightDecay >= 0 && weightDecay < 1, "weight decay", weightDecay, "in [0, 1)");
    Ranges.require(clipNorm >= 0, "largest norm of the gradient", clipNorm, "positive, or 0");
    Ranges.require(
        accumulation >= 1 && accumulation <= batchSize,
        "parts of a batch",
        accumulation,
        "from 1 to the batch size");
    Ranges.require(
        labelSmoothing >= 0 && labelSmoothing < 1, "label smoothing", labelSmoothing, "in [0, 1)");
    Ranges.require(averaging >= 0 && averaging < 1, "averaging", averaging, "in [0, 1)");
    Ranges.require(patience >= 0, "patience", patience, "a number of epochs, or 0");
    augmentation = List.copyOf(augmentation);
  }

  /**
   * The paper's settings: batches of 128, SGD with momentum 0.9, weight decay 1e-4, learning rate
   * 0.1, a tenth of it after 100 epochs and again after 150, 200 and 230, AutoAugment.
   *
   * @param epochs the paper trains 260; for other numbers the milestones move in proportion
   */
  public static Builder paper(int epochs) {
    return new Builder(epochs)
        .optBatchSize(128)
        .optLearningRate(LearningRate.steps(0.1f, 0.1f, milestones(epochs)))
        .optAugmentation(List.of(Augmentation.autoAugment()));
  }

  /**
   * The paper's settings for networks of more than a hundred layers: the same with a warm-up, for
   * which we take 5 epochs; the paper does not say how many.
   *
   * @param epochs as for {@link #paper}
   */
  public static Builder paperDeep(int epochs) {
    Builder builder = paper(epochs);
    return builder.optLearningRate(
        builder.learningRate.withWarmUp(Math.min(WARM_UP_EPOCHS, epochs)));
  }

  /** Settings for a few epochs: SGD with momentum 0.9 from 0.1 along a cosine, batches of 64. */
  public static Builder quick(int epochs) {
    return new Builder(epochs);
  }

  private static List<Integer> milestones(int epochs) {
    return MILESTONES_OF_PAPER.stream()
        .map(milestone -> Math.round((float) milestone * epochs / EPOCHS_OF_PAPER))
        .filter(milestone -> milestone > 0)
        .distinct()
        .toList();
  }

  /** Starts another recipe from this one. */
  public Builder toBuilder() {
    Builder builder = new Builder(epochs);
    builder.batchSize = batchSize;
    builder.learningRate = learningRate;
    builder.rule = rule;
    builder.momentum = momentum;
    builder.weightDecay = weightDecay;
    builder.decaysNormalisation = decaysNormalisation;
    builder.clipNorm = clipNorm;
    builder.accumulation = accumulation;
    builder.labelSmoothing = labelSmoothing;
    builder.averaging = averaging;
    builder.patience = patience;
    builder.augmentation = augmentation;
    builder.seed = seed;
    return builder;
  }

  /** Returns the settings for people, one each; what is switched off is left out. */
  public List<String> settings() {
    List<String> settings = new ArrayList<>();
    settings.add("%d epochs, batches of %d, seed %d".formatted(epochs, batchSize, seed));
    settings.add("learning rate " + describe(learningRate));
    settings.add(
        "%s, momentum %s, weight decay %s%s"
            .formatted(
                rule,
                momentum,
                weightDecay,
                decaysNormalisation ? " of normalisations too" : ", not of normalisations"));
    Stream.of(
            setting(!augmentation.isEmpty(), "augmentation " + augmentation),
            setting(clipNorm > 0, "gradients of norm " + clipNorm + " at most"),
            setting(accumulation > 1, "batches computed in " + accumulation + " parts"),
            setting(labelSmoothing > 0, "labels smoothed by " + labelSmoothing),
            setting(averaging > 0, "weights averaged, share " + averaging),
            setting(patience > 0, "ends after " + patience + " epochs without a better accuracy"))
        .flatMap(List::stream)
        .forEach(settings::add);
    return settings;
  }

  private static List<String> setting(boolean isOn, String text) {
    return isOn ? List.of(text) : List.of();
  }

  private static String describe(LearningRate rate) {
    String schedule =
        switch (rate.schedule()) {
          case CONSTANT -> "";
          case COSINE -> ", along a cosine";
          case STEPS -> ", times %s after epochs %s".formatted(rate.factor(), rate.milestones());
        };
    String warmUp =
        rate.warmUpEpochs() == 0 ? "" : ", warm-up of %d epochs".formatted(rate.warmUpEpochs());
    return rate.base() + schedule + warmUp;
  }

  /** Collects settings; those that are not given are those of {@link #quick}. */
  public static final class Builder {

    private int epochs;
    private int batchSize = 64;
    private LearningRate learningRate = LearningRate.cosine(0.1f);
    private UpdateRule rule = UpdateRule.SGD;
    private float momentum = 0.9f;
    private float weightDecay = 1e-4f;
    private boolean decaysNormalisation;
    private float clipNorm;
    private int accumulation = 1;
    private float labelSmoothing;
    private float averaging;
    private int patience;
    private List<Augmentation> augmentation = List.of();
    private int seed = 1;

    private Builder(int epochs) {
      this.epochs = epochs;
    }

    /** Sets the passes over the training set; milestones stay where they are. */
    public Builder optEpochs(int epochs) {
      this.epochs = epochs;
      return this;
    }

    /** Sets the images of a step. */
    public Builder optBatchSize(int batchSize) {
      this.batchSize = batchSize;
      return this;
    }

    /** Sets the learning rate of every step. */
    public Builder optLearningRate(LearningRate learningRate) {
      this.learningRate = learningRate;
      return this;
    }

    /** Sets how parameters follow their gradients. */
    public Builder optRule(UpdateRule rule) {
      this.rule = rule;
      return this;
    }

    /** Sets the share of the last step that is kept. */
    public Builder optMomentum(float momentum) {
      this.momentum = momentum;
      return this;
    }

    /** Sets the weight decay. */
    public Builder optWeightDecay(float weightDecay) {
      this.weightDecay = weightDecay;
      return this;
    }

    /** Sets whether scales and shifts of normalisations are decayed too. */
    public Builder optDecayOfNormalisation(boolean decaysNormalisation) {
      this.decaysNormalisation = decaysNormalisation;
      return this;
    }

    /** Sets the largest norm of all gradients together; 0 for no limit. */
    public Builder optClipNorm(float clipNorm) {
      this.clipNorm = clipNorm;
      return this;
    }

    /** Sets in how many parts a batch is computed. */
    public Builder optAccumulation(int accumulation) {
      this.accumulation = accumulation;
      return this;
    }

    /** Sets the probability that is spread over all classes. */
    public Builder optLabelSmoothing(float labelSmoothing) {
      this.labelSmoothing = labelSmoothing;
      return this;
    }

    /** Sets the share of the old average in the average of the weights; 0 for no average. */
    public Builder optAveraging(float averaging) {
      this.averaging = averaging;
      return this;
    }

    /** Sets after how many epochs without a better accuracy the training ends; 0 for never. */
    public Builder optPatience(int patience) {
      this.patience = patience;
      return this;
    }

    /** Sets the random changes of training images. */
    public Builder optAugmentation(List<Augmentation> augmentation) {
      this.augmentation = augmentation;
      return this;
    }

    /** Sets the seed. */
    public Builder optSeed(int seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Makes the recipe.
     *
     * @throws IllegalArgumentException if a setting is out of range; the message names it
     */
    public TrainingRecipe build() {
      return new TrainingRecipe(
          epochs,
          batchSize,
          learningRate,
          rule,
          momentum,
          weightDecay,
          decaysNormalisation,
          clipNorm,
          accumulation,
          labelSmoothing,
          averaging,
          patience,
          augmentation,
          seed);
    }
  }
}
