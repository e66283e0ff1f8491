package dev.highorder.scheme;

import java.util.List;

/**
 * The order in which a block computes its sums and frees its tensors, chosen from the tableau so
 * that few tensors are alive while a sub-net runs.
 *
 * <p>A block has one sum for each stage input and one for the output. A sum <em>begins</em> after
 * some stage. Until then the k that it needs stay alive; from then on the sum is alive instead, and
 * each new k is added to it at once. A k that several sums need favours late beginnings, a k that
 * only one sum needs an early one. RK4 adds every k to its output at once and so has two live
 * tensors instead of four.
 *
 * @param instructions the instructions of a block, in order
 * @param liveTensors the largest number of tensors that are alive while a sub-net runs, not
 *     counting the one that it turns from input into output
 */
public record Schedule(List<Instruction> instructions, int liveTensors) {

  /**
   * Returns the schedule with the fewest live tensors among those tried. It starts, for each stage,
   * with all later sums beginning right after that stage, and moves single beginnings as long as
   * that helps.
   */
  public static Schedule of(ButcherTableau tableau) {
    Sums sums = new Sums(tableau);
    Beginnings best = null;
    for (int stage = tableau.stages(); stage >= 1; stage--) {
      Beginnings beginnings = new Beginnings(sums, sums.beginsAfter(stage));
      boolean improved = true;
      while (improved) {
        improved = false;
        for (int sum = 1; sum <= tableau.stages(); sum++) {
          improved |= beginnings.improve(sum);
        }
      }
      if (best == null || beginnings.cost() < best.cost()) {
        best = beginnings;
      }
    }
    return new Schedule(sums.instructions(best), best.peak());
  }
}
