package dev.highorder.scheme;

import java.util.Arrays;

/**
 * The stages after which the sums of a block begin, with the live tensors that follow from them.
 *
 * <p>Everything is alive for an interval of stages: x up to the last beginning, {@code k} up to the
 * last beginning of a sum that it enters, and a sum from the stage behind its beginning to its own.
 * So a beginning that moves by one stage changes the live tensors of one stage only, and the counts
 * are kept up to date instead of being taken anew.
 */
final class Beginnings {

  /** More than the live tensors of all stages together: the peak counts first. */
  private static final long PEAK_WEIGHT = 1_000_000;

  private final Sums sums;
  private final int stages;

  /** The stage after which each sum begins, from 1. */
  private final int[] begins;

  /** The live tensors while the sub-net of a stage runs, from 1. */
  private final int[] live;

  /** The last beginning of a sum that each k enters, and the last but one; at 0 those of all. */
  private final int[] last;

  private final int[] lastButOne;

  Beginnings(Sums sums, int[] begins) {
    this.sums = sums;
    this.stages = sums.stages();
    this.begins = begins;
    this.live = new int[stages + 1];
    this.last = new int[stages + 1];
    this.lastButOne = new int[stages + 1];
    for (int k = 0; k <= stages; k++) {
      findLast(k);
      addToLive(k + 1, last[k]);
    }
    for (int sum = 1; sum <= stages; sum++) {
      if (!sums.isEmpty(sum)) {
        addToLive(begins[sum] + 1, sum);
      }
    }
  }

  private void addToLive(int from, int to) {
    for (int stage = from; stage <= to; stage++) {
      live[stage]++;
    }
  }

  /** Finds the last two beginnings that keep a k alive, or x, which is k 0 here. */
  private void findLast(int k) {
    last[k] = 0;
    lastButOne[k] = 0;
    for (int sum = Math.max(k, 1); sum <= stages; sum++) {
      if (k == 0 || sums.uses(sum, k)) {
        // An empty sum is x itself, which the next stage reads.
        int begin = sums.isEmpty(sum) ? sum + 1 : begins[sum];
        lastButOne[k] = Math.max(lastButOne[k], Math.min(begin, last[k]));
        last[k] = Math.max(last[k], begin);
      }
    }
  }

  /** Returns the stage after which a sum begins. */
  int of(int sum) {
    return begins[sum];
  }

  /** Returns the largest number of live tensors. */
  int peak() {
    return Arrays.stream(live).max().orElse(0);
  }

  /** Returns what is to be small. */
  long cost() {
    return PEAK_WEIGHT * peak() + Arrays.stream(live).sum();
  }

  /** Returns the last stage after which x, which is k 0 here, or a k is needed. */
  int lastUse(int k) {
    return last[k];
  }

  /** Moves one beginning to the earliest place where fewer tensors are alive, if there is one. */
  boolean improve(int sum) {
    int before = begins[sum];
    int earliest = sums.isEmpty(sum) ? before : sums.firstStage(sum);
    int[] freed = freedBy(sum);
    int best = before;
    int[] peaksBelow = peaksBelow(before);
    int peakAbove = 0;
    for (int stage = before + 1; stage <= stages; stage++) {
      peakAbove = Math.max(peakAbove, live[stage]);
    }
    long total = Arrays.stream(live).sum();
    long fewest = PEAK_WEIGHT * Math.max(peaksBelow[before], peakAbove) + total - 1;
    for (int stage = before - 1; stage >= earliest; stage--) {
      int change = 1 - freed[stage];
      total += change;
      peakAbove = Math.max(peakAbove, live[stage + 1] + change);
      long cost = PEAK_WEIGHT * Math.max(peaksBelow[stage], peakAbove) + total;
      if (cost <= fewest) {
        fewest = cost;
        best = stage;
      }
    }
    if (best != before) {
      move(sum, best, freed);
    }
    return best != before;
  }

  /**
   * Counts, for each stage, the tensors that only this sum keeps alive in the stage behind it, if
   * it begins later.
   */
  private int[] freedBy(int sum) {
    int[] freed = new int[stages + 1];
    for (int k = 0; k <= sum; k++) {
      if (k == 0 || sums.uses(sum, k)) {
        int others = last[k] == begins[sum] ? lastButOne[k] : last[k];
        freed[Math.max(k, others)]++;
      }
    }
    for (int stage = 1; stage <= stages; stage++) {
      freed[stage] += freed[stage - 1];
    }
    return freed;
  }

  /** Returns the peaks of the first stages, by the last one of them. */
  private int[] peaksBelow(int stage) {
    int[] peaks = new int[stage + 1];
    for (int i = 1; i <= stage; i++) {
      peaks[i] = Math.max(peaks[i - 1], live[i]);
    }
    return peaks;
  }

  private void move(int sum, int to, int[] freed) {
    for (int stage = begins[sum] - 1; stage >= to; stage--) {
      live[stage + 1] += 1 - freed[stage];
    }
    begins[sum] = to;
    for (int k = 0; k <= sum; k++) {
      if (k == 0 || sums.uses(sum, k)) {
        findLast(k);
      }
    }
  }
}
