package dev.highorder.recipe;

import java.util.List;

/**
 * The learning rate of every training step.
 *
 * <p>It is a pure function of the number of the training step, so that a run can be resumed
 * anywhere. DJL's trackers have a state instead.
 *
 * @param base the highest rate, from 1.2e-38, the smallest normal float, to 1e6
 * @param schedule the course after the warm-up
 * @param milestones the epochs after which {@link LearningRateSchedule#STEPS} multiplies the rate,
 *     ascending; empty for other schedules
 * @param factor the factor at each milestone, in (0, 1]; 1 for other schedules
 * @param warmUpEpochs the number of epochs during which the rate rises linearly from almost 0 to
 *     the base; 0 for no warm-up
 */
public record LearningRate(
    float base,
    LearningRateSchedule schedule,
    List<Integer> milestones,
    float factor,
    int warmUpEpochs) {

  /** The last rate of a cosine schedule, as a fraction of the base. */
  private static final double LAST_SHARE = 0.01;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public LearningRate {
    milestones = List.copyOf(milestones);
    Ranges.require(
        base >= Float.MIN_NORMAL && base <= 1e6, "learning rate", base, "in [1.2e-38, 1e6]");
    Ranges.require(factor > 0 && factor <= 1, "factor of the steps", factor, "in (0, 1]");
    Ranges.require(warmUpEpochs >= 0, "warm-up", warmUpEpochs, "0 or more epochs");
    for (int i = 0; i < milestones.size(); i++) {
      int before = i == 0 ? 0 : milestones.get(i - 1);
      Ranges.require(
          milestones.get(i) > before, "milestones", milestones, "ascending epochs from 1 on");
    }
    Ranges.require(
        schedule == LearningRateSchedule.STEPS || milestones.isEmpty(),
        "milestones of the schedule " + schedule,
        milestones,
        "empty");
  }

  /** Returns a constant rate. */
  public static LearningRate constant(float base) {
    return new LearningRate(base, LearningRateSchedule.CONSTANT, List.of(), 1, 0);
  }

  /** Returns a rate that falls to a hundredth of the base along half a cosine. */
  public static LearningRate cosine(float base) {
    return new LearningRate(base, LearningRateSchedule.COSINE, List.of(), 1, 0);
  }

  /** Returns a rate that is multiplied by a factor after each milestone, an epoch. */
  public static LearningRate steps(float base, float factor, List<Integer> milestones) {
    return new LearningRate(base, LearningRateSchedule.STEPS, milestones, factor, 0);
  }

  /** Returns this rate with another base. */
  public LearningRate withBase(float base) {
    return new LearningRate(base, schedule, milestones, factor, warmUpEpochs);
  }

  /** Returns this rate with another number of warm-up epochs. */
  public LearningRate withWarmUp(int epochs) {
    return new LearningRate(base, schedule, milestones, factor, epochs);
  }

  /**
   * Returns the rate of a training step. A rate below the smallest normal float becomes 0: engines
   * cannot represent it, and it would change no parameter.
   *
   * @param step the number of the training step, from 0 over the whole run
   * @param stepsPerEpoch the number of training steps of an epoch
   * @param epochs the number of epochs of the run
   */
  public float at(long step, int stepsPerEpoch, int epochs) {
    float rate = exact(step, stepsPerEpoch, epochs);
    return rate < Float.MIN_NORMAL ? 0 : rate;
  }

  private float exact(long step, int stepsPerEpoch, int epochs) {
    long warmUp = (long) warmUpEpochs * stepsPerEpoch;
    if (step < warmUp) {
      return (float) (base * (step + 1.0) / (warmUp + 1.0));
    }
    return switch (schedule) {
      case CONSTANT -> base;
      case COSINE -> {
        double all = Math.max(1, (double) epochs * stepsPerEpoch - warmUp);
        double done = Math.min(1, (step - warmUp) / all);
        double share = (1 + StrictMath.cos(Math.PI * done)) / 2;
        yield (float) (base * (LAST_SHARE + (1 - LAST_SHARE) * share));
      }
      case STEPS -> {
        long passed = milestones.stream().filter(m -> step >= (long) m * stepsPerEpoch).count();
        yield (float) (base * StrictMath.pow(factor, (double) passed));
      }
    };
  }
}
