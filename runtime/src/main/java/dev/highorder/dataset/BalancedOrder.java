package dev.highorder.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Epochs with as many examples of one class as of another. */
final class BalancedOrder implements EpochOrder {

  private final long seed;

  /** The examples of each class. */
  private final List<int[]> classes;

  BalancedOrder(long seed, int[] labels) {
    this.seed = seed;
    TreeMap<Integer, List<Integer>> byLabel = new TreeMap<>();
    for (int i = 0; i < labels.length; i++) {
      byLabel.computeIfAbsent(labels[i], label -> new ArrayList<>()).add(i);
    }
    classes =
        byLabel.values().stream()
            .map(members -> members.stream().mapToInt(Integer::intValue).toArray())
            .toList();
  }

  @Override
  public int[] of(int epoch, int size) {
    Random random = SeededRandom.of(seed, epoch);
    int[] turns = IntStream.range(0, classes.size()).toArray();
    EpochOrder.shuffle(turns, random); // the first ones have one example more
    int[] order = new int[size];
    int next = 0;
    for (int turn = 0; turn < turns.length; turn++) {
      int share = size / turns.length + (turn < size % turns.length ? 1 : 0);
      int[] members = classes.get(turns[turn]).clone();
      for (int i = 0; i < share; i++) {
        if (i % members.length == 0) {
          EpochOrder.shuffle(members, random);
        }
        order[next++] = members[i % members.length];
      }
    }
    EpochOrder.shuffle(order, random);
    return order;
  }
}
