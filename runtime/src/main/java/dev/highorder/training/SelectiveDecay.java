package dev.highorder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Set;

/**
 * Stochastic gradient descent with weight decay on all parameters but some, which DJL's own
 * optimizer cannot tell apart.
 */
final class SelectiveDecay extends Optimizer {

  private final Optimizer decaying;
  private final Optimizer plain;
  private final Set<String> spared;

  /**
   * Creates an optimizer.
   *
   * @param spared the ids of the parameters that are not decayed
   */
  SelectiveDecay(Tracker learningRate, float momentum, float weightDecay, Set<String> spared) {
    super(new Builder());
    this.spared = spared;
    decaying =
        Optimizer.sgd()
            .setLearningRateTracker(learningRate)
            .optMomentum(momentum)
            .optWeightDecays(weightDecay)
            .build();
    plain = Optimizer.sgd().setLearningRateTracker(learningRate).optMomentum(momentum).build();
  }

  @Override
  public void update(String parameterId, NDArray weight, NDArray gradient) {
    (spared.contains(parameterId) ? plain : decaying).update(parameterId, weight, gradient);
  }

  /** What DJL's base class asks for; the two optimizers hold the settings. */
  private static final class Builder extends OptimizerBuilder<Builder> {

    @Override
    protected Builder self() {
      return this;
    }
  }
}
