package dev.highorder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.highorder.block.HighOrderStack;
import dev.highorder.block.ScopedForward;
import dev.highorder.subnet.ConvolutionUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network for pictures: a stem, one or more stacks with transitions between them, and a head.
 *
 * <p>The input is {@code (batch, 3, height, width)}, the output {@code (batch, classes)}: the
 * logits.
 *
 * <ul>
 *   <li>The <b>stem</b> is a 3x3 convolution to the first width, with batch normalisation and ReLU,
 *       for pictures of CIFAR's size.
 *   <li>A <b>transition</b> is the same with stride 2: it leads to the next width and halves height
 *       and width.
 *   <li>The <b>head</b> is global average pooling and a linear layer.
 * </ul>
 */
public final class Network extends AbstractBlock {

  private final int classes;
  private final List<Integer> widths;
  private final List<HighOrderStack> stacks = new ArrayList<>();

  private Network(Builder builder) {
    classes = builder.classes;
    widths = builder.resolvedWidths();
    List<Integer> blocks = builder.resolvedBlocks();
    for (int i = 0; i < widths.size(); i++) {
      int width = widths.get(i);
      if (i == 0) {
        addChildBlock("stem", new ConvolutionUnit(width));
      } else {
        addChildBlock("transition" + i, new ConvolutionUnit(width, 2));
      }
      stacks.add(addChildBlock("stack" + (i + 1), builder.stack.create(blocks.get(i), width)));
    }
    addChildBlock("head", head(classes));
  }

  private static Block head(int classes) {
    return new SequentialBlock()
        .add(Pool.globalAvgPool2dBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(classes).build());
  }

  /** Starts a network. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the number of classes. */
  public int classes() {
    return classes;
  }

  /** Returns the channels of each stack. */
  public List<Integer> widths() {
    return widths;
  }

  /** Returns the stacks, from stem to head. */
  public List<HighOrderStack> stacks() {
    return List.copyOf(stacks);
  }

  /** Returns stem, stacks with transitions, and head, in the order in which they are applied. */
  public List<Block> parts() {
    return children.values();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray input = inputs.singletonOrThrow();
    NDArray x = input;
    for (Block part : children.values()) {
      NDArray y = ScopedForward.of(part, parameterStore, x, training, params);
      if (x != input) {
        x.close();
      }
      x = y;
    }
    return new NDList(x);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    Shape[] shapes = inputShapes;
    for (Block part : children.values()) {
      part.initialize(manager, dataType, shapes);
      shapes = part.getOutputShapes(shapes);
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), classes)};
  }

  /** Collects what a network is made of; {@code set} values are required. */
  public static final class Builder {

    private int classes;
    private int[] widths = {};
    private int[] blocks = {};
    private StackFactory stack;

    private Builder() {}

    /** Sets the number of classes, at least 2. */
    public Builder setClasses(int classes) {
      this.classes = classes;
      return this;
    }

    /**
     * Sets the channels of the stacks. One width with several numbers of blocks doubles from stack
     * to stack.
     */
    public Builder setWidths(int... widths) {
      this.widths = widths.clone();
      return this;
    }

    /** Sets the blocks of each stack. One number with several widths serves for all. */
    public Builder setBlocks(int... blocks) {
      this.blocks = blocks.clone();
      return this;
    }

    /** Sets what creates the stacks, such as {@code VggSubNetRk4::withBlocks}. */
    public Builder setStack(StackFactory stack) {
      this.stack = stack;
      return this;
    }

    /**
     * Builds the network.
     *
     * @throws IllegalArgumentException if a value is missing or out of range, or the numbers of
     *     widths and blocks do not fit
     */
    public Network build() {
      if (classes < 2) {
        throw new IllegalArgumentException("A network needs at least 2 classes, not " + classes);
      }
      if (stack == null) {
        throw new IllegalArgumentException("Call setStack, for example with MyNetRk4::withBlocks");
      }
      requirePositive("widths", widths);
      requirePositive("blocks", blocks);
      if (widths.length != blocks.length && widths.length != 1 && blocks.length != 1) {
        throw new IllegalArgumentException(
            "%d widths %s and %d numbers of blocks %s do not fit; give one of each for every stack"
                .formatted(
                    widths.length,
                    Arrays.toString(widths),
                    blocks.length,
                    Arrays.toString(blocks)));
      }
      return new Network(this);
    }

    private static void requirePositive(String name, int[] values) {
      if (values.length == 0 || Arrays.stream(values).anyMatch(value -> value < 1)) {
        throw new IllegalArgumentException(
            "%s must be one or more numbers of at least 1, not %s"
                .formatted(name, Arrays.toString(values)));
      }
    }

    private int stackCount() {
      return Math.max(widths.length, blocks.length);
    }

    private List<Integer> resolvedWidths() {
      return IntStream.range(0, stackCount())
          .mapToObj(i -> widths.length == 1 ? Math.multiplyExact(widths[0], 1 << i) : widths[i])
          .toList();
    }

    private List<Integer> resolvedBlocks() {
      return IntStream.range(0, stackCount())
          .mapToObj(i -> blocks.length == 1 ? blocks[0] : blocks[i])
          .toList();
    }
  }
}
