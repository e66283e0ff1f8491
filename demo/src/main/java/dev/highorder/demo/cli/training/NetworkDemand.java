package dev.highorder.demo.cli.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.network.Network;
import dev.highorder.stack.HighOrderStack;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The size of a network that was asked for, computed without the network: networks of one and of
 * two blocks are described, and no tensor is created.
 *
 * @param spec the network
 * @param parameters the number of its values, at least
 * @param subNets the number of its sub-nets
 */
record NetworkDemand(NetworkSpec spec, double parameters, double subNets) {

  private static final double GIBIBYTE = 1L << 30;

  /** A float each for the value and its gradient; the optimizer's state comes on top. */
  private static final int BYTES_OF_PARAMETER = 2 * Float.BYTES;

  /** What the objects of the smallest sub-net, without tensors, take in Java's heap, at least. */
  private static final int BYTES_OF_SUB_NET = 2048;

  /** Every sub-net has layers that connect all channels, some of them only by way of fewer. */
  private static final double LEAST_SHARE_OF_SQUARE = 0.5;

  /** Enough channels for any layer, and few enough that all sizes of layers are ints. */
  private static final int MAX_DESCRIBED_WIDTH = 1 << 24;

  private static final int CLASSES = 2;
  private static final Shape IMAGE = new Shape(1, 3, 64, 64);

  /**
   * Computes the size.
   *
   * @throws IllegalArgumentException if there is no such network
   */
  static NetworkDemand of(NetworkSpec spec) {
    int stacks = Math.max(spec.widths().size(), spec.blocks().size());
    double[] widths = new double[stacks];
    double[] blocks = new double[stacks];
    for (int i = 0; i < stacks; i++) {
      widths[i] =
          spec.widths().size() == 1
              ? Math.scalb((double) spec.widths().get(0), i)
              : spec.widths().get(i);
      blocks[i] = spec.blocks().get(spec.blocks().size() == 1 ? 0 : i);
    }
    HighOrderStack one = NamedStacks.get(spec.name()).create(1, 16);
    HighOrderStack two = NamedStacks.get(spec.name()).create(2, 16);
    int first = one.getChildren().size();
    int further = two.getChildren().size() - first;
    double subNets = 0;
    double least = 0;
    for (int i = 0; i < stacks; i++) {
      double ofStack = first + further * (blocks[i] - 1);
      subNets += ofStack;
      least += ofStack * LEAST_SHARE_OF_SQUARE * widths[i] * widths[i];
    }
    NetworkDemand estimate = new NetworkDemand(spec, least, subNets);
    boolean isDescribable =
        IntStream.range(0, stacks).allMatch(i -> widths[i] <= MAX_DESCRIBED_WIDTH);
    return isDescribable ? estimate.described(blocks) : estimate;
  }

  /** Returns the exact size, or this one if the network does not take images of this size. */
  private NetworkDemand described(double[] blocks) {
    try {
      Network one = describe(spec.with(spec.widths(), Collections.nCopies(blocks.length, 1)));
      Network two = describe(spec.with(spec.widths(), Collections.nCopies(blocks.length, 2)));
      double all = values(one);
      for (int i = 0; i < blocks.length; i++) {
        double first = values(one.stacks().get(i));
        all += (values(two.stacks().get(i)) - first) * (blocks[i] - 1);
      }
      return new NetworkDemand(spec, Math.max(all, parameters), subNets);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return this; // what is wrong shows with the real images
    }
  }

  /** Returns a network whose parameters have shapes, but no values. */
  private static Network describe(NetworkSpec spec) {
    Network network = spec.create(CLASSES);
    network.setInitializer((manager, shape, type) -> EMPTY, parameter -> true);
    network.initialize(null, DataType.FLOAT32, IMAGE);
    return network;
  }

  private static final NDArray EMPTY =
      (NDArray)
          Proxy.newProxyInstance(
              NDArray.class.getClassLoader(),
              new Class<?>[] {NDArray.class},
              (proxy, method, arguments) -> null);

  private static double values(Block block) {
    double sum = 0;
    for (Parameter parameter : block.getParameters().values()) {
      double product = 1;
      for (long side : parameter.getShape().getShape()) {
        product *= side;
      }
      sum += product;
    }
    return sum;
  }

  /**
   * Checks that the network can be trained.
   *
   * @throws IllegalArgumentException if it needs more memory than there is
   */
  void requireFits(MachineMemory memory) {
    double bytes = parameters * BYTES_OF_PARAMETER;
    if (bytes > memory.machine()) {
      throw tooLarge("parameters and their gradients", bytes, "this machine", memory.machine());
    }
    double objects = subNets * BYTES_OF_SUB_NET;
    if (objects > memory.heap()) {
      throw tooLarge("the objects of its layers", objects, "Java's heap", memory.heap());
    }
  }

  private IllegalArgumentException tooLarge(String what, double needed, String where, long there) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "--width %s and --blocks %s make a network of %,.0f sub-nets and at least %,.0f"
                + " parameters: %s need %,.1f GiB, and %s has %,.1f GiB. Give smaller numbers.",
            joined(spec.widths()),
            joined(spec.blocks()),
            subNets,
            parameters,
            what,
            needed / GIBIBYTE,
            where,
            there / GIBIBYTE));
  }

  private static String joined(List<Integer> numbers) {
    return String.join(",", numbers.stream().map(String::valueOf).toList());
  }
}
