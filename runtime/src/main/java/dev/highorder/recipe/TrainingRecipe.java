package dev.highorder.recipe;

import dev.highorder.augmentation.Augmentation;
import dev.highorder.storage.MayBeAbsent;
import java.util.List;
import java.util.Objects;

/**
 * All settings of a training run. Together with the network and the training set they determine its
 * result.
 *
 * @param epochs the number of passes over the training set, at least 1
 * @param batchSize the number of examples of a training step, at least 1; the last step of an epoch
 *     may have fewer
 * @param learningRate the learning rate of every training step
 * @param rule the update rule of the parameters
 * @param momentum the momentum, or beta1 of AdamW, in [0, 1)
 * @param weightDecay the multiple of every decayed parameter that is added to its gradient (for
 *     AdamW: subtracted from the parameter, times the learning rate), in [0, 1); trained step sizes
 *     are never decayed
 * @param decaysNormalisation whether scales and shifts of normalisations are decayed too
 * @param clipNorm the largest norm of all gradients together; larger ones are scaled; 0: no limit
 * @param accumulation the number of parts in which a batch is computed one after another to save
 *     memory, from 1 to the batch size; their gradients are added. Batch normalisation uses the
 *     statistics of one part at a time
 * @param labelSmoothing the probability that is spread evenly over all classes, in [0, 1) (Szegedy
 *     et al. 2016)
 * @param balance how classes of different sizes are balanced; null is {@link ClassBalance#NONE}
 * @param averaging the share of the old average in the moving average of the weights, which is then
 *     evaluated and saved, in [0, 1); 0 for no average
 * @param patience the epochs in a row without a better validation accuracy after which the run ends
 *     early with the best parameters; 0 for never
 * @param augmentation the random changes of every training image, in this order
 * @param fineTuning which parts learn, and how fast; null is {@link FineTuning#NONE}
 * @param seed any number, the seed of initial weights, order of examples, augmentation and dropout
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
    @MayBeAbsent ClassBalance balance,
    float averaging,
    int patience,
    List<Augmentation> augmentation,
    @MayBeAbsent FineTuning fineTuning,
    long seed) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a setting is out of range; the message names it
   */
  public TrainingRecipe {
    Ranges.require(epochs >= 1, "epochs (optEpochs)", epochs, "at least 1");
    Ranges.require(batchSize >= 1, "batch size (optBatchSize)", batchSize, "at least 1");
    Objects.requireNonNull(learningRate, "learningRate");
    Objects.requireNonNull(rule, "rule");
    Ranges.requireShare(momentum, "momentum (optMomentum)");
    Ranges.requireShare(weightDecay, "weight decay (optWeightDecay)");
    Ranges.require(
        clipNorm >= 0 && Float.isFinite(clipNorm) && Ranges.isRepresentable(clipNorm),
        "largest norm of the gradient (optClipNorm)",
        clipNorm,
        "positive, finite and at least 1.2e-38, or 0");
    Ranges.require(
        accumulation >= 1 && accumulation <= batchSize,
        "parts of a batch (optAccumulation)",
        accumulation,
        "from 1 to the batch size");
    Ranges.requireShare(labelSmoothing, "label smoothing (optLabelSmoothing)");
    balance = balance == null ? ClassBalance.NONE : balance; // files without it are older
    Ranges.requireShare(averaging, "averaging (optAveraging)");
    Ranges.require(patience >= 0, "patience (optPatience)", patience, "a number of epochs, or 0");
    augmentation = List.copyOf(augmentation);
    fineTuning = fineTuning == null ? FineTuning.NONE : fineTuning; // as balance
  }

  /** Returns the seed for generators of 32 bits: the seed itself if it has no more. */
  public int engineSeed() {
    return seed == (int) seed ? (int) seed : Long.hashCode(seed) & Integer.MAX_VALUE;
  }

  /**
   * Returns the paper's settings: batch size 128, SGD with momentum 0.9, weight decay 1e-4,
   * learning rate 0.1, a tenth of it after 100 epochs and again after 150, 200 and 230,
   * AutoAugment. SGD is PyTorch's, with which the paper was computed: {@link UpdateRule#TORCH_SGD},
   * and all parameters are decayed but trained step sizes, which PyTorch would decay too.
   *
   * @param epochs the number of epochs; the paper has 260, and for other numbers the milestones
   *     move in proportion
   */
  public static Builder paper(int epochs) {
    return new Builder(epochs)
        .optBatchSize(128)
        .optLearningRate(LearningRate.steps(0.1f, 0.1f, PaperSchedule.milestones(epochs)))
        .optRule(UpdateRule.TORCH_SGD)
        .optDecayOfNormalisation(true)
        .optAugmentation(List.of(Augmentation.autoAugment()));
  }

  /**
   * Returns the paper's settings for networks of more than a hundred layers: {@link #paper} with a
   * warm-up of 5 epochs. The paper does not give their number.
   *
   * @param epochs as for {@link #paper}
   */
  public static Builder paperDeep(int epochs) {
    Builder builder = paper(epochs);
    return builder.optLearningRate(
        builder.learningRate.withWarmUp(Math.min(PaperSchedule.WARM_UP_EPOCHS, epochs)));
  }

  /**
   * Returns settings for a few epochs: batch size 64, SGD with momentum 0.9, weight decay 1e-4,
   * learning rate 0.1 along a cosine.
   */
  public static Builder quick(int epochs) {
    return new Builder(epochs);
  }

  /** Returns a builder with the settings of this recipe. */
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
    builder.balance = balance;
    builder.averaging = averaging;
    builder.patience = patience;
    builder.augmentation = augmentation;
    builder.fineTuning = fineTuning;
    builder.seed = seed;
    return builder;
  }

  /** Returns the settings as text, one entry for each; those that are switched off are left out. */
  public List<String> settings() {
    return RecipeText.of(this);
  }

  /** A builder of recipes. The defaults are the settings of {@link #quick}. */
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
    private ClassBalance balance = ClassBalance.NONE;
    private float averaging;
    private int patience;
    private List<Augmentation> augmentation = List.of();
    private FineTuning fineTuning = FineTuning.NONE;
    private long seed = 1;

    private Builder(int epochs) {
      this.epochs = epochs;
    }

    /** Sets the number of epochs; milestones do not move. */
    public Builder optEpochs(int epochs) {
      this.epochs = epochs;
      return this;
    }

    /** Sets the batch size. */
    public Builder optBatchSize(int batchSize) {
      this.batchSize = batchSize;
      return this;
    }

    /** Sets the learning rate of every training step. */
    public Builder optLearningRate(LearningRate learningRate) {
      this.learningRate = learningRate;
      return this;
    }

    /** Sets the update rule. */
    public Builder optRule(UpdateRule rule) {
      this.rule = rule;
      return this;
    }

    /** Sets the momentum, or beta1 of AdamW. */
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

    /** Sets the number of parts in which a batch is computed. */
    public Builder optAccumulation(int accumulation) {
      this.accumulation = accumulation;
      return this;
    }

    /** Sets the probability that label smoothing spreads over all classes. */
    public Builder optLabelSmoothing(float labelSmoothing) {
      this.labelSmoothing = labelSmoothing;
      return this;
    }

    /** Sets how classes of different sizes are balanced. */
    public Builder optBalance(ClassBalance balance) {
      this.balance = Objects.requireNonNull(balance, "balance");
      return this;
    }

    /** Sets the share of the old average in the moving average of the weights; 0 for no average. */
    public Builder optAveraging(float averaging) {
      this.averaging = averaging;
      return this;
    }

    /** Sets the epochs without a better accuracy after which the run ends; 0 for never. */
    public Builder optPatience(int patience) {
      this.patience = patience;
      return this;
    }

    /** Sets the random changes of training images. */
    public Builder optAugmentation(List<Augmentation> augmentation) {
      this.augmentation = augmentation;
      return this;
    }

    /** Sets which parts learn, and how fast. */
    public Builder optFineTuning(FineTuning fineTuning) {
      this.fineTuning = Objects.requireNonNull(fineTuning, "fineTuning");
      return this;
    }

    /** Sets the seed of all random numbers. */
    public Builder optSeed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Builds the recipe.
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
          balance,
          averaging,
          patience,
          augmentation,
          fineTuning,
          seed);
    }
  }
}
