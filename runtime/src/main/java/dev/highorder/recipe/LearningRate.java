package dev.highorder.recipe;

import java.util.List;

/**
 * The learning rate of every step.
 *
 * <p>A pure function of the step's number, so that a training can go on anywhere; DJL's trackers
 * keep a state.
 *
 * @param base the highest rate, in (0, 1e6]
 * @param schedule how it changes after the warm-up
 * @param milestones for {@link LearningRateSchedule#STEPS} the epochs after which it is multiplied,
 *     ascending; empty for others
 * @param factor what it is multiplied by at each milestone, in (0, 1]; 1 for other schedules
 * @param warmUpEpochs the epochs during which it rises linearly from nearly 0 to the base; 0 for
 *     none
 */
public record LearningRate(
    float base,
    LearningRateSchedule schedule,
    List<Integer> milestones,
    float factor,
    int warmUpEpochs) {

  /** What the cosine ends at, as a share of the base. */
  private static final double LAST_SHARE = 0.01;

  /** Checks the ranges. */
  public LearningRate {
    milestones = List.copyOf(milestones);
    Ranges.require(base > 0 && base <= 1e6, "learning rate", base, "in (0, 1e6]");
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

  /** A rate that stays. */
  public static LearningRate constant(float base) {
    return new LearningRate(base, LearningRateSchedule.CONSTANT, List.of(), 1, 0);
  }

  /** A rate that falls to a hundredth along half a cosine. */
  public static LearningRate cosine(float base) {
    return new LearningRate(base, LearningRateSchedule.COSINE, List.of(), 1, 0);
  }

  /** A rate that is multiplied by a factor after each of the epochs. */
  public static LearningRate steps(float base, float factor, List<Integer> milestones) {
    return new LearningRate(base, LearningRateSchedule.STEPS, milestones, factor, 0);
  }

  /** The same with another highest rate. */
  public LearningRate withBase(float base) {
    return new LearningRate(base, schedule, milestones, factor, warmUpEpochs);
  }

  /** The same with another warm-up. */
  public LearningRate withWarmUp(int epochs) {
    return new LearningRate(base, schedule, milestones, factor, epochs);
  }

  /**
   * Returns the rate of a step.
   *
   * @param step counted from 0 over the whole training
   * @param stepsPerEpoch the steps of an epoch
   * @param epochs the epochs of the training
   */
  public float at(long step, int stepsPerEpoch, int epochs) {
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
