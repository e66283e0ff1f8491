package dev.highorder.scheme;

import java.util.ArrayList;
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
    int[] best = null;
    for (int stage = tableau.stages(); stage >= 1; stage--) {
      int[] begins = sums.beginsAfter(stage);
      boolean improved = true;
      while (improved) {
        improved = false;
        for (int sum = 1; sum <= tableau.stages(); sum++) {
          improved |= sums.improve(begins, sum);
        }
      }
      if (best == null || sums.cost(begins) < sums.cost(best)) {
        best = begins;
      }
    }
    return sums.schedule(best);
  }

  /**
   * The sums of a tableau, numbered by when they are due: sum i (from 1) is the input of stage i +
   * 1, and the last one is the output. A {@code begins} array has, for each sum, the stage after
   * which it begins.
   */
  private static final class Sums {

    private final ButcherTableau tableau;

    /** The coefficients by sum and k, both from 1. */
    private final ExactNumber[][] coefficients;

    Sums(ButcherTableau tableau) {
      this.tableau = tableau;
      int stages = tableau.stages();
      coefficients = new ExactNumber[stages + 1][stages + 1];
      for (int sum = 1; sum <= stages; sum++) {
        List<ExactNumber> row = sum == stages ? tableau.b() : tableau.a().get(sum);
        for (int k = 1; k <= row.size(); k++) {
          coefficients[sum][k] = row.get(k - 1);
        }
      }
    }

    /** Sums that are due before a stage begin when they are due, the others right after it. */
    int[] beginsAfter(int stage) {
      int[] begins = new int[tableau.stages() + 1];
      for (int sum = 1; sum <= tableau.stages(); sum++) {
        begins[sum] = Math.min(sum, Math.max(stage, firstStage(sum)));
      }
      return begins;
    }

    /** The first k that enters a sum; the sum itself if none does. */
    private int firstStage(int sum) {
      int k = 1;
      while (k < sum && coefficient(sum, k).isZero()) {
        k++;
      }
      return k;
    }

    /** Moves one beginning to the earliest place where fewer tensors are alive, if there is one. */
    boolean improve(int[] begins, int sum) {
      int before = begins[sum];
      long costBefore = cost(begins);
      int best = before;
      long fewest = costBefore - 1;
      for (int stage = before - 1; stage >= 1 && !isEmpty(sum, stage); stage--) {
        begins[sum] = stage;
        long cost = cost(begins);
        if (cost <= fewest) {
          fewest = cost;
          best = stage;
        }
      }
      begins[sum] = best;
      return best != before;
    }

    /** The peak counts first, then the live tensors of all stages together. */
    long cost(int[] begins) {
      long peak = 0;
      long total = 0;
      for (int stage = 1; stage <= tableau.stages(); stage++) {
        int live = live(begins, stage);
        peak = Math.max(peak, live);
        total += live;
      }
      return peak * 1_000_000 + total;
    }

    /** Counts the tensors that are alive while the sub-net of a stage runs. */
    private int live(int[] begins, int stage) {
      int live = needsX(begins, stage - 1) ? 1 : 0;
      for (int sum = stage; sum <= tableau.stages(); sum++) {
        live += begins[sum] < stage && !isEmpty(sum, sum) ? 1 : 0;
      }
      for (int k = 1; k < stage; k++) {
        live += isNeeded(begins, k, stage - 1) ? 1 : 0;
      }
      return live;
    }

    /** Whether a stage after {@code stage} reads x, or a sum begins with it then. */
    private boolean needsX(int[] begins, int stage) {
      for (int sum = stage + 1; sum <= tableau.stages(); sum++) {
        if (begins[sum] > stage || isEmpty(sum, sum)) {
          return true;
        }
      }
      return false;
    }

    /** Whether a sum that begins after {@code stage} still needs {@code k}. */
    private boolean isNeeded(int[] begins, int k, int stage) {
      for (int sum = k; sum <= tableau.stages(); sum++) {
        if (begins[sum] > stage && !coefficient(sum, k).isZero()) {
          return true;
        }
      }
      return false;
    }

    Schedule schedule(int[] begins) {
      List<Instruction> list = new ArrayList<>();
      int peak = 0;
      for (int stage = 1; stage <= tableau.stages(); stage++) {
        String input = inputOf(stage);
        list.add(new Instruction.Evaluate("k" + stage, stage, input));
        peak = Math.max(peak, live(begins, stage));
        if (!input.equals("x")) {
          list.add(new Instruction.Close(input));
        }
        for (int sum = stage; sum <= tableau.stages(); sum++) {
          addTo(list, sum, stage, begins[sum]);
        }
        if (stage < tableau.stages() && needsX(begins, stage - 1) && !needsX(begins, stage)) {
          list.add(new Instruction.Close("x"));
        }
        for (int k = 1; k <= stage; k++) {
          boolean wasNeeded = k == stage || isNeeded(begins, k, stage - 1);
          if (wasNeeded && !isNeeded(begins, k, stage)) {
            list.add(new Instruction.Close("k" + k));
          }
        }
      }
      return new Schedule(List.copyOf(list), peak);
    }

    private void addTo(List<Instruction> list, int sum, int stage, int begin) {
      String name = sum == tableau.stages() ? "y" : "x" + (sum + 1);
      int first = stage == begin ? 1 : stage;
      boolean empty = stage == begin || isEmpty(sum, stage - 1);
      for (int k = first; begin <= stage && k <= stage; k++) {
        ExactNumber coefficient = coefficient(sum, k);
        if (!coefficient.isZero()) {
          list.add(
              empty
                  ? new Instruction.Begin(name, coefficient, "k" + k)
                  : new Instruction.Accumulate(name, coefficient, "k" + k));
          empty = false;
        }
      }
    }

    private String inputOf(int stage) {
      return stage == 1 || isEmpty(stage - 1, stage - 1) ? "x" : "x" + stage;
    }

    /** Whether no k up to {@code stage} enters the sum. */
    private boolean isEmpty(int sum, int stage) {
      for (int k = 1; k <= stage; k++) {
        if (!coefficient(sum, k).isZero()) {
          return false;
        }
      }
      return true;
    }

    private ExactNumber coefficient(int sum, int k) {
      return coefficients[sum][k];
    }
  }
}
