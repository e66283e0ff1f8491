package dev.highorder.processor.scheme;

import java.util.ArrayList;
import java.util.List;

/**
 * The order in which a block computes its sums and releases its tensors, decided from the tableau
 * so that few tensors are alive while a sub-net runs.
 *
 * <p>A block has one sum per stage input and one for the output. A sum <em>begins</em> after some
 * stage: before, the states that it needs are kept; from then on the sum is kept and each new state
 * is added to it at once. Late beginnings suit states that several sums share, early ones states
 * that nobody else needs: RK4 adds every state to its output at once and so keeps two tensors
 * instead of four.
 *
 * @param instructions what the block does, in order
 * @param held how many tensors are kept while a sub-net runs, besides the one that it turns from
 *     input into output; the largest over the stages
 */
public record Schedule(List<Instruction> instructions, int held) {

  /**
   * Returns the schedule of a tableau that holds the fewest tensors among those tried: for each
   * stage, all sums that are due later begin right after it; from there, single beginnings are
   * moved as long as that helps.
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
   * 1, and the last one the output. A {@code begins} array says for each after which stage it
   * begins.
   */
  private static final class Sums {

    private final ButcherTableau tableau;

    /** By sum and state, both from 1. */
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

    /** The first state that enters a sum; the sum itself if none does. */
    private int firstStage(int sum) {
      int k = 1;
      while (k < sum && coefficient(sum, k).isZero()) {
        k++;
      }
      return k;
    }

    /** Moves one beginning to the earliest place where fewer tensors are held, if there is one. */
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

    /** The peak counts first, then the tensors held over the whole block. */
    long cost(int[] begins) {
      long peak = 0;
      long total = 0;
      for (int stage = 1; stage <= tableau.stages(); stage++) {
        int held = held(begins, stage);
        peak = Math.max(peak, held);
        total += held;
      }
      return peak * 1_000_000 + total;
    }

    /** Counts what stays alive while the sub-net of a stage runs. */
    private int held(int[] begins, int stage) {
      int held = needsX(begins, stage - 1) ? 1 : 0;
      for (int sum = stage; sum <= tableau.stages(); sum++) {
        held += begins[sum] < stage && !isEmpty(sum, sum) ? 1 : 0;
      }
      for (int k = 1; k < stage; k++) {
        held += isNeeded(begins, k, stage - 1) ? 1 : 0;
      }
      return held;
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

    /** Whether a sum that begins after {@code stage} still needs the state {@code k}. */
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
      int held = 0;
      for (int stage = 1; stage <= tableau.stages(); stage++) {
        String input = inputOf(stage);
        list.add(new Instruction.Evaluate("k" + stage, stage, input));
        held = Math.max(held, held(begins, stage));
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
      return new Schedule(List.copyOf(list), held);
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

    /** Whether the states up to {@code stage} do not enter the sum. */
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
