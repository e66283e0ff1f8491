package dev.highorder.dataset.image;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** An order of images that takes one of each class in turn. */
final class RoundRobin {

  private RoundRobin() {}

  /** Returns the indices of the first of each class, then of the second of each, and so on. */
  static IntStream of(int[] labels, int classes) {
    List<List<Integer>> byRank = new ArrayList<>();
    int[] seen = new int[classes];
    for (int i = 0; i < labels.length; i++) {
      int rank = seen[labels[i]]++;
      if (rank == byRank.size()) {
        byRank.add(new ArrayList<>());
      }
      byRank.get(rank).add(i);
    }
    return byRank.stream()
        .flatMapToInt(
            sameRank ->
                sameRank.stream()
                    .sorted((i, j) -> Integer.compare(labels[i], labels[j]))
                    .mapToInt(Integer::intValue));
  }
}
