package dev.highorder.demo.cli.training;

import dev.highorder.network.StackFactory;
import java.util.List;
import java.util.Locale;

/**
 * The size of a network that was asked for, computed without the network.
 *
 * @param spec the network
 * @param subNets the number of its sub-nets
 * @param least the number of values in its stacks, at least
 * @param most the number of values in its stacks, at most
 */
record NetworkDemand(NetworkSpec spec, double subNets, double least, double most) {

  private static final double GIBIBYTE = 1L << 30;

  /** A float each for the value and its gradient; the optimizer's state comes on top. */
  private static final int BYTES_OF_PARAMETER = 2 * Float.BYTES;

  /** The heap that the objects of the smallest sub-net take at least, without its tensors. */
  private static final int BYTES_OF_SUB_NET = 2048;

  /** Every sub-net has layers that connect all channels, some of them only by way of fewer. */
  private static final double LEAST_SHARE_OF_SQUARE = 0.5;

  /** The largest sub-nets have two convolutions with kernels of 3 x 3. */
  private static final double LARGEST_SHARE_OF_SQUARE = 40;

  /**
   * Computes bounds, without an engine.
   *
   * @throws IllegalArgumentException if there is no such network
   */
  static NetworkDemand of(NetworkSpec spec) {
    StackFactory stack = StackChoice.of(spec.name()).stack();
    int first = stack.create(1, 32).subNets().size();
    int further = stack.create(2, 32).subNets().size() - first;
    double subNets = 0;
    double squares = 0;
    for (int i = 0; i < stacks(spec); i++) {
      double ofStack = first + further * (blocks(spec, i) - 1);
      subNets += ofStack;
      squares += ofStack * width(spec, i) * width(spec, i);
    }
    return new NetworkDemand(
        spec, subNets, LEAST_SHARE_OF_SQUARE * squares, LARGEST_SHARE_OF_SQUARE * squares);
  }

  /**
   * Checks that the network can be trained. The engine is started only if a closer look decides.
   *
   * @throws IllegalArgumentException if it needs more memory than there is
   */
  void requireFits(MachineMemory memory, EngineSpec engine) {
    double objects = subNets * BYTES_OF_SUB_NET;
    if (objects > memory.heap()) {
      throw tooLarge("the objects of its layers", objects, "Java's heap", memory.heap());
    }
    requireParameters(least, memory);
    if (most * BYTES_OF_PARAMETER > memory.machine()) {
      requireParameters(measured(engine), memory);
    }
  }

  private void requireParameters(double parameters, MachineMemory memory) {
    double bytes = parameters * BYTES_OF_PARAMETER;
    if (bytes > memory.machine()) {
      throw tooLarge(
          String.format(Locale.ROOT, "%,.0f parameters or more, and their gradients,", parameters),
          bytes,
          "this machine",
          memory.machine());
    }
  }

  /** Returns the number of values of all stacks, without stem, transitions and head. */
  private double measured(EngineSpec engine) {
    StackSizes sizes = StackSizes.of(spec.name(), engine);
    double sum = 0;
    for (int i = 0; i < stacks(spec); i++) {
      sum += sizes.values(width(spec, i), blocks(spec, i));
    }
    return sum;
  }

  private static int stacks(NetworkSpec spec) {
    return Math.max(spec.widths().size(), spec.blocks().size());
  }

  /** A single width is that of the first stack, and doubles from stack to stack. */
  private static double width(NetworkSpec spec, int stack) {
    return spec.widths().size() == 1
        ? Math.scalb((double) spec.widths().get(0), stack)
        : spec.widths().get(stack);
  }

  private static double blocks(NetworkSpec spec, int stack) {
    return spec.blocks().get(spec.blocks().size() == 1 ? 0 : stack);
  }

  private IllegalArgumentException tooLarge(String what, double needed, String where, long there) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "--width %s and --blocks %s make a network of %,.0f sub-nets: %s need %,.1f GiB, and %s"
                + " has %,.1f GiB. Give smaller numbers.",
            joined(spec.widths()),
            joined(spec.blocks()),
            subNets,
            what,
            needed / GIBIBYTE,
            where,
            there / GIBIBYTE));
  }

  private static String joined(List<Integer> numbers) {
    return String.join(",", numbers.stream().map(String::valueOf).toList());
  }
}
