package dev.highorder.training.diagnosis;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.StageObserver;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The growth of the number of arrays in a model's manager from step to step, and what causes it.
 *
 * <p>Steps are compared in windows of 50. Arrays accumulate if every count of a window is above
 * every count of the window before, four times in succession. A cache that fills and then keeps its
 * size does not do that.
 */
public final class ArrayGrowth {

  private static final int WINDOW = 50;
  private static final int RISING_WINDOWS = 4;

  private final NDManager root;
  private final Block network;
  private int inWindow;
  private int lowest = Integer.MAX_VALUE;
  private int highest;
  private int highestBefore = Integer.MAX_VALUE;
  private int rising;

  /**
   * Starts to count.
   *
   * @param root the model's manager; arrays of its sub-managers are counted too
   * @param network the network whose stages are examined if arrays accumulate
   */
  public ArrayGrowth(NDManager root, Block network) {
    this.root = root;
    this.network = network;
  }

  private int count() {
    return root.getManagedArrays().size();
  }

  /** Counts the arrays after a training step, and returns whether they accumulate. */
  public boolean growsAfterStep() {
    int count = count();
    lowest = Math.min(lowest, count);
    highest = Math.max(highest, count);
    if (++inWindow < WINDOW) {
      return false;
    }
    rising = lowest > highestBefore ? rising + 1 : 0;
    highestBefore = highest;
    inWindow = 0;
    lowest = Integer.MAX_VALUE;
    highest = 0;
    return rising >= RISING_WINDOWS;
  }

  /**
   * Runs a pass and describes the arrays that are still alive after it: their shapes, and the
   * stages that created them.
   *
   * @param pass a forward pass as in training
   */
  public String describe(Runnable pass) {
    Map<String, Long> before = byShape();
    Map<String, Integer> leftByStage = new LinkedHashMap<>();
    List<HighOrderStack> stacks = StageProbe.stacks(network).toList();
    for (int i = 0; i < stacks.size(); i++) {
      stacks.get(i).observe(counting(i + 1, stacks.get(i), leftByStage));
    }
    try {
      pass.run();
    } finally {
      stacks.forEach(stack -> stack.observe(null));
    }
    Map<String, Long> more = new TreeMap<>(byShape());
    before.forEach((shape, count) -> more.merge(shape, -count, Long::sum));
    String shapes =
        more.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(entry -> entry.getValue() + " of shape " + entry.getKey())
            .collect(Collectors.joining(", "));
    String stages =
        leftByStage.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(5)
            .map(entry -> entry.getValue() + " in " + entry.getKey())
            .collect(Collectors.joining(", "));
    return "%s arrays are alive in the model's manager. A forward pass leaves %s%s."
        .formatted(
            count(),
            shapes.isEmpty()
                ? "none, so they come from a callback, a listener or the loss"
                : shapes,
            stages.isEmpty() ? "" : ": " + stages);
  }

  private Map<String, Long> byShape() {
    return root.getManagedArrays().stream()
        .map(NDArray::getShape)
        .map(Object::toString)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  /** A stage leaves one array in any case, its k, which the block closes later. */
  private StageObserver counting(
      int number, HighOrderStack stack, Map<String, Integer> leftByStage) {
    return new StageObserver() {
      private int before;

      @Override
      public void beforeStage(int block, int stage) {
        before = count();
      }

      @Override
      public void onStage(int block, int stage, NDArray k) {
        int left = count() - before - 1;
        if (left > 0) {
          leftByStage.merge(
              "stack %s, block %s, stage %s (sub-net %s)"
                  .formatted(number, block, stage, stack.description().subNet()),
              left,
              Integer::sum);
        }
      }
    };
  }
}
