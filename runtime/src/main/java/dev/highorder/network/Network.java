package dev.highorder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.highorder.stack.DescribedBlock;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.ScopedForward;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A classification network: a stem, one or more stacks joined by transitions, and a head. The
 * layout determines the input; by default it is {@code (batch, 3, height, width)}. The output is
 * always the logits {@code (batch, classes)}.
 *
 * @see Layout
 * @see Transition
 */
public final class Network extends DescribedBlock {

  private final int classes;
  private final List<Integer> widths;
  private final Layout layout;
  private final Transition transition;

  private Network(Builder builder) {
    classes = builder.classes;
    layout = builder.layout;
    transition = builder.resolvedTransition();
    widths = builder.resolvedWidths();
    List<Integer> blocks = builder.resolvedBlocks();
    for (int i = 0; i < widths.size(); i++) {
      int width = widths.get(i);
      if (i == 0) {
        addChildBlock("stem", layout.stem(width, builder.vocabulary));
      } else {
        addChildBlock("transition" + i, transition.create(width));
      }
      addChildBlock("stack" + (i + 1), builder.stack.create(blocks.get(i), width));
    }
    addChildBlock("head", layout.head(classes));
  }

  /** Takes some parts of a network, with their names. */
  private Network(Network whole, int from, int to) {
    classes = whole.classes;
    layout = whole.layout;
    transition = whole.transition;
    widths = whole.widths;
    whole.children.subList(from, to).forEach(children::add);
  }

  /** Returns a builder of networks. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the number of classes. */
  public int classes() {
    return classes;
  }

  /** Returns the widths of the stacks: channels, or features. */
  public List<Integer> widths() {
    return widths;
  }

  /** Returns the layout: stem, head and kind of input. */
  public Layout layout() {
    return layout;
  }

  /** Returns the transition between stacks. */
  public Transition transition() {
    return transition;
  }

  /** Returns the stacks, from stem to head. */
  public List<HighOrderStack> stacks() {
    return children.values().stream()
        .filter(HighOrderStack.class::isInstance)
        .map(HighOrderStack.class::cast)
        .toList();
  }

  /** Returns stem, stacks with transitions, and head, in the order in which they are applied. */
  public List<Block> parts() {
    return children.values();
  }

  /** Returns some of the parts, counted from 0, as a network that shares their parameters. */
  Network slice(int from, int to) {
    return new Network(this, from, to);
  }

  /**
   * Copies the parameters of a network of the same depth, whatever its scheme. Four Euler blocks,
   * two midpoint blocks and one RK4 block have the same tensors but combine them differently.
   *
   * <p>The sub-nets of each stack are copied in order. Trained step sizes are not changed.
   *
   * @param donor an initialised network, which is not changed
   * @throws IllegalArgumentException if the networks differ in the number of sub-nets or in the
   *     shapes of tensors; nothing is changed then
   * @throws IllegalStateException if one of the networks is not initialised
   */
  public void transplant(Network donor) {
    Transplant.of(donor, this);
  }

  @Override
  protected Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("layout", layout.name());
    properties.put("transition", widths.size() == 1 ? "none" : transition.name());
    properties.put("widths", widths.toString());
    properties.put("number of classes", Integer.toString(classes));
    return properties;
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
          "A network with the layout %s takes %s, not %s. Choose another layout or reshape the input."
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

  /** A builder of networks. {@code set} methods are required, {@code opt} methods are not. */
  public static final class Builder {

    private int classes;
    private int[] widths = {};
    private int[] blocks = {};
    private StackFactory stack;
    private Layout layout = Layout.CIFAR;
    private int vocabulary;
    private Transition transition;

    private Builder() {}

    /** Sets the number of classes, at least 2. */
    public Builder setClasses(int classes) {
      this.classes = classes;
      return this;
    }

    /**
     * Sets the width of each stack: channels, or features. A single width doubles from stack to
     * stack.
     */
    public Builder setWidths(int... widths) {
      this.widths = widths.clone();
      return this;
    }

    /** Sets the number of blocks of each stack. A single number is used for all stacks. */
    public Builder setBlocks(int... blocks) {
      this.blocks = blocks.clone();
      return this;
    }

    /** Sets the factory of stacks, such as {@code VggSubNetRk4::withBlocks}. */
    public Builder setStack(StackFactory stack) {
      this.stack = stack;
      return this;
    }

    /** Sets the layout; {@link Layout#CIFAR} by default. */
    public Builder optLayout(Layout layout) {
      this.layout = Objects.requireNonNull(layout, "layout");
      return this;
    }

    /**
     * Sets the number of different tokens. {@link Layout#TOKENS} needs it; other layouts have none,
     * which is 0, the default.
     */
    public Builder optVocabulary(int vocabulary) {
      this.vocabulary = vocabulary;
      return this;
    }

    /**
     * Sets the transition between stacks; by default {@link Transition#CONVOLUTION} for images and
     * {@link Transition#LINEAR} for tokens and vectors.
     */
    public Builder optTransition(Transition transition) {
      this.transition = transition;
      return this;
    }

    /**
     * Builds the network.
     *
     * @throws IllegalArgumentException if a value is missing or out of range, or if there are
     *     several widths and another number of block counts
     */
    public Network build() {
      if (classes < 2) {
        throw new IllegalArgumentException(
            "A network needs at least 2 classes, not " + classes + ". Call setClasses.");
      }
      if (stack == null) {
        throw new IllegalArgumentException(
            "A network needs a stack. Call setStack, for example with MyNetRk4::withBlocks.");
      }
      if (vocabulary < 0 || layout == Layout.TOKENS != vocabulary > 0) {
        throw new IllegalArgumentException(
            "The vocabulary has %s tokens, and the layout is %s. Call optVocabulary for the layout TOKENS, and for no other."
                .formatted(vocabulary, layout));
      }
      if (!layout.takes(resolvedTransition())) {
        throw new IllegalArgumentException(
            "The transition %s does not join stacks of the layout %s. Use %s."
                .formatted(transition, layout, layout.transition()));
      }
      requirePositive("widths", widths);
      requirePositive("blocks", blocks);
      if (widths.length != blocks.length && widths.length != 1 && blocks.length != 1) {
        throw new IllegalArgumentException(
            "%s widths %s and %s numbers of blocks %s do not fit. Give one of each for every stack."
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
            "%s must be one or more numbers of at least 1, not %s."
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
