package dev.highorder.scheme;

import java.util.ArrayList;
import java.util.List;

/**
 * The sums of a block, numbered by when they are due: sum i (from 1) is the input of stage i + 1,
 * and the last one is the output.
 */
final class Sums {

  private final int stages;

  /** The coefficients by sum and k, both from 1. */
  private final ExactNumber[][] coefficients;

  /** The first k that enters each sum; beyond the sum itself if none does. */
  private final int[] firstStages;

  Sums(ButcherTableau tableau) {
    stages = tableau.stages();
    coefficients = new ExactNumber[stages + 1][stages + 1];
    firstStages = new int[stages + 1];
    for (int sum = 1; sum <= stages; sum++) {
      List<ExactNumber> row = sum == stages ? tableau.b() : tableau.a().get(sum);
      firstStages[sum] = sum + 1;
      for (int k = sum; k >= 1; k--) {
        coefficients[sum][k] = row.get(k - 1);
        if (uses(sum, k)) {
          firstStages[sum] = k;
        }
      }
    }
  }

  int stages() {
    return stages;
  }

  /** Returns whether a k enters a sum. */
  boolean uses(int sum, int k) {
    return !coefficients[sum][k].isZero();
  }

  /** Returns whether no k enters a sum, which is then x itself. */
  boolean isEmpty(int sum) {
    return firstStages[sum] > sum;
  }

  /** Returns the first k that enters a sum. */
  int firstStage(int sum) {
    return firstStages[sum];
  }

  /** Sums that are due before a stage begin when they are due, the others right after it. */
  int[] beginsAfter(int stage) {
    int[] begins = new int[stages + 1];
    for (int sum = 1; sum <= stages; sum++) {
      begins[sum] = Math.min(sum, Math.max(stage, firstStages[sum]));
    }
    return begins;
  }

  /** Returns the instructions of a block whose sums begin after these stages. */
  List<Instruction> instructions(Beginnings beginnings) {
    List<Instruction> list = new ArrayList<>();
    for (int stage = 1; stage <= stages; stage++) {
      String input = stage == 1 || isEmpty(stage - 1) ? "x" : "x" + stage;
      list.add(new Instruction.Evaluate("k" + stage, stage, input));
      if (!input.equals("x")) {
        list.add(new Instruction.Close(input));
      }
      for (int sum = stage; sum <= stages; sum++) {
        addTo(list, sum, stage, beginnings.of(sum));
      }
      if (stage < stages && beginnings.lastUse(0) == stage) {
        list.add(new Instruction.Close("x"));
      }
      for (int k = 1; k <= stage; k++) {
        if (Math.max(k, beginnings.lastUse(k)) == stage) {
          list.add(new Instruction.Close("k" + k));
        }
      }
    }
    return List.copyOf(list);
  }

  private void addTo(List<Instruction> list, int sum, int stage, int begin) {
    String name = sum == stages ? "y" : "x" + (sum + 1);
    boolean empty = stage == begin || firstStages[sum] >= stage;
    for (int k = stage == begin ? 1 : stage; begin <= stage && k <= stage; k++) {
      if (uses(sum, k)) {
        ExactNumber coefficient = coefficients[sum][k];
        list.add(
            empty
                ? new Instruction.Begin(name, coefficient, "k" + k)
                : new Instruction.Accumulate(name, coefficient, "k" + k));
        empty = false;
      }
    }
  }
}
