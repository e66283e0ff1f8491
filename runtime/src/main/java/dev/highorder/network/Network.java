package dev.highorder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.ScopedForward;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A network: a stem, one or more stacks with transitions between them, and a head.
 *
 * <p>With the default layout the input is {@code (batch, 3, height, width)}; the output is always
 * {@code (batch, classes)}: the logits.
 *
 * @see Layout
 * @see Transition
 */
public final class Network extends AbstractBlock {

  private final int classes;
  private final List<Integer> widths;
  private final Layout layout;
  private final Transition transition;
  private final List<HighOrderStack> stacks = new ArrayList<>();

  private Network(Builder builder) {
    classes = builder.classes;
    layout = builder.layout;
    transition = builder.resolvedTransition();
    widths = builder.resolvedWidths();
    List<Integer> blocks = builder.resolvedBlocks();
    for (int i = 0; i < widths.size(); i++) {
      int width = widths.get(i);
      if (i == 0) {
        addChildBlock("stem", layout.stem(width));
      } else {
        addChildBlock("transition" + i, transition.create(width));
      }
      stacks.add(addChildBlock("stack" + (i + 1), builder.stack.create(blocks.get(i), width)));
    }
    addChildBlock("head", layout.head(classes));
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

  /** Returns what stands before and behind the stacks. */
  public Layout layout() {
    return layout;
  }

  /** Returns what joins the stacks. */
  public Transition transition() {
    return transition;
  }

  /** Returns the stacks, from stem to head. */
  public List<HighOrderStack> stacks() {
    return List.copyOf(stacks);
  }

  /** Returns stem, stacks with transitions, and head, in the order in which they are applied. */
  public List<Block> parts() {
    return children.values();
  }

  /**
   * Takes the parameters of a network of the same depth, whatever its scheme: four Euler blocks,
   * two midpoint blocks and one RK4 block hold the same tensors, wired differently.
   *
   * <p>The sub-nets of each stack are taken in order. Trained step sizes stay as they are.
   *
   * @param donor an initialised network, which stays as it is
   * @throws IllegalArgumentException if the networks do not have the same number of sub-nets, or
   *     tensors of different shapes; nothing is changed then
   * @throws IllegalStateException if one of the networks is not initialised
   */
  public void transplant(Network donor) {
    if (!isInitialized() || !donor.isInitialized()) {
      throw new IllegalStateException("Both networks must be initialised before parameters move.");
    }
    if (donor.parts().size() != parts().size()) {
      throw new IllegalArgumentException(
          "The donor has %d stacks and this network %d."
              .formatted(donor.stacks().size(), stacks.size()));
    }
    List<Parameter> from = new ArrayList<>();
    List<Parameter> to = new ArrayList<>();
    for (int i = 0; i < parts().size(); i++) {
      List<Parameter> given = transplanted(donor.parts().get(i));
      List<Parameter> taken = transplanted(parts().get(i));
      requireAlike(getChildren().keys().get(i), shapes(given), shapes(taken));
      from.addAll(given);
      to.addAll(taken);
    }
    for (int i = 0; i < to.size(); i++) {
      from.get(i).getArray().copyTo(to.get(i).getArray());
    }
  }

  private static void requireAlike(String part, List<Shape> given, List<Shape> taken) {
    if (given.size() != taken.size()) {
      throw new IllegalArgumentException(
          "The %s of the donor has %d tensors and this network's %d: they differ in depth or sub-net. Four Euler blocks are two midpoint blocks or one RK4 block."
              .formatted(part, given.size(), taken.size()));
    }
    for (int i = 0; i < taken.size(); i++) {
      if (!given.get(i).equals(taken.get(i))) {
        throw new IllegalArgumentException(
            "Tensor %d of the %s has the shape %s in the donor and %s in this network: they differ in width, classes or sub-net."
                .formatted(i + 1, part, given.get(i), taken.get(i)));
      }
    }
  }

  /** The parameters of a part in order, without the single numbers of a stack. */
  private static List<Parameter> transplanted(Block part) {
    List<Block> holders =
        part instanceof HighOrderStack ? part.getChildren().values() : List.of(part);
    return holders.stream().flatMap(holder -> holder.getParameters().values().stream()).toList();
  }

  private static List<Shape> shapes(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::getShape).toList();
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
    if (inputShapes[0].dimension() != layout.dimensions()) {
      throw new IllegalArgumentException(
          "A network of the layout %s takes %s, not %s."
              .formatted(layout, layout.input(), inputShapes[0]));
    }
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
    private Layout layout = Layout.CIFAR;
    private Transition transition;

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

    /** Sets stem and head; by default those for images of CIFAR's size. */
    public Builder optLayout(Layout layout) {
      this.layout = Objects.requireNonNull(layout, "layout");
      return this;
    }

    /**
     * Sets what joins the stacks; by default {@link Transition#CONVOLUTION} for images and {@link
     * Transition#LINEAR} for tokens and vectors.
     */
    public Builder optTransition(Transition transition) {
      this.transition = transition;
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
      if (!layout.takes(resolvedTransition())) {
        throw new IllegalArgumentException(
            "The transition %s does not join stacks of the layout %s; use %s."
                .formatted(transition, layout, layout.transition()));
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

    private Transition resolvedTransition() {
      return Optional.ofNullable(transition).orElse(layout.transition());
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
