package dev.highorder.recipe;

import java.util.List;

/** The epochs of the paper after which the learning rate drops, for runs of any length. */
final class PaperSchedule {

  /** The epochs of the warm-up of deep networks; the paper does not give their number. */
  static final int WARM_UP_EPOCHS = 5;

  private static final int EPOCHS = 260;
  private static final List<Integer> MILESTONES = List.of(100, 150, 200, 230);

  private PaperSchedule() {}

  /**
   * Returns the milestones in proportion to a number of epochs, without those that fall together or
   * before the first epoch.
   */
  static List<Integer> milestones(int epochs) {
    return MILESTONES.stream()
        .map(milestone -> Math.round((float) milestone * epochs / EPOCHS))
        .filter(milestone -> milestone > 0)
        .distinct()
        .toList();
  }
}
