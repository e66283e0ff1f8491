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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A classification network: a stem, one or more stacks joined by transitions, and a head. The
 * layout determines the input; by default it is {@code (batch, 3, height, width)}. The output is
 * always the logits {@code (batch, classes)}.
 *
 * @see Layout
 * @see Transition
 */
public final class Network extends DescribedBlock {

  private final NetworkPlan plan;

  private Network(NetworkPlan plan) {
    plan.check();
    this.plan = plan;
    addChildBlock("stem", layout().stem(stemWidth(), plan.vocabulary()));
    for (int i = 0; i < widths().size(); i++) {
      if (i > 0 && !transition().isShortcut()) {
        addChildBlock("transition" + i, plan.newTransition(i));
      }
      addChildBlock("stack" + (i + 1), plan.newStack(i));
    }
    addChildBlock("head", layout().head(plan.classes()));
  }

  /** Takes some parts of a network, with their names. */
  private Network(Network whole, int from, int to) {
    plan = whole.plan;
    whole.children.subList(from, to).forEach(children::add);
  }

  /** Returns a builder of networks. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the number of classes. */
  public int classes() {
    return plan.classes();
  }

  /** Returns the widths of the stacks: channels, or features. */
  public List<Integer> widths() {
    return plan.resolvedWidths();
  }

  /** Returns the width of the stem's output. */
  public int stemWidth() {
    return plan.resolvedStemWidth();
  }

  /** Returns the layout: stem, head and kind of input. */
  public Layout layout() {
    return plan.layout();
  }

  /** Returns the transition between stacks. */
  public Transition transition() {
    return plan.resolvedTransition();
  }

  /** Returns the probability with which the last block survives a training pass; 1 for always. */
  public double survival() {
    return plan.survival();
  }

  /** Returns the law of the weights with which a training run begins. */
  public InitialLaw initialLaw() {
    return plan.initialLaw();
  }

  /** Returns the stacks, from stem to head. */
  public List<HighOrderStack> stacks() {
    return NetworkPlan.stacksOf(children.values());
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
    properties.put("layout", layout().name());
    properties.put("transition", widths().size() == 1 ? "none" : transition().name());
    properties.put("widths", widths().toString());
    // Parameters that were saved before stems had a width of their own have no such property.
    properties.put(
        "width of the stem",
        stemWidth() == widths().get(0) ? ABSENT : Integer.toString(stemWidth()));
    properties.put("survival", survival() == 1 ? ABSENT : Double.toString(survival()));
    properties.put("number of classes", Integer.toString(classes()));
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
    if (inputShapes[0].dimension() != layout().dimensions()) {
      throw new IllegalArgumentException(
          "A network with the layout %s takes %s, not %s. Choose another layout or reshape the input."
              .formatted(layout(), layout().input(), inputShapes[0]));
    }
    Shape[] shapes = inputShapes;
    for (Block part : children.values()) {
      part.initialize(manager, dataType, shapes);
      shapes = part.getOutputShapes(shapes);
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), classes())};
  }

  /** A builder of networks. {@code set} methods are required, {@code opt} methods are not. */
  public static final class Builder {

    private int classes;
    private int[] widths = {};
    private int[] blocks = {};
    private StackFactory stack;
    private Layout layout = Layout.CIFAR;
    private int stemWidth;
    private int vocabulary;
    private Transition transition;
    private double survival = 1;
    private InitialLaw initialLaw = InitialLaw.HE_FAN_IN;

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

    /**
     * Sets the factory of stacks whose first block can change the shape, as transitions that are
     * shortcuts ask for.
     *
     * @param keeping such as {@code BasicSubNetRk4::withBlocks}
     * @param changing such as {@code BasicSubNetRk4::withShapeChange}
     */
    public Builder setStack(StackFactory keeping, StackFactory.Changing changing) {
      return setStack(StackFactory.of(keeping, changing));
    }

    /**
     * Sets the width of the stem's output, if it is not that of the first stack: 64 for a ResNet of
     * bottlenecks, whose first stack has the width 256. The first block of the first stack then has
     * a shortcut, too, without a stride.
     */
    public Builder optStemWidth(int width) {
      this.stemWidth = width;
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
     * Sets the transition between stacks; by default {@link Transition#LINEAR} for tokens and
     * vectors. For images it is {@link Transition#CONVOLUTION}, or, if the first block of a stack
     * can change the shape, {@link Transition#SHORTCUT_PREACTIVATION} for the layouts of
     * pre-activation sub-nets and {@link Transition#SHORTCUT_PROJECTION} for others.
     */
    public Builder optTransition(Transition transition) {
      this.transition = transition;
      return this;
    }

    /**
     * Sets with which probability the last block survives a training pass (stochastic depth); it is
     * above 0 and at most 1, the default. The probability falls linearly over the blocks of all
     * stacks, from 1 at the stem (Huang et al. 2016, equation 4).
     */
    public Builder optSurvival(double survival) {
      this.survival = survival;
      return this;
    }

    /** Sets the law of initial weights; {@link InitialLaw#HE_FAN_IN} by default. */
    public Builder optInitialLaw(InitialLaw initialLaw) {
      this.initialLaw = Objects.requireNonNull(initialLaw, "initialLaw");
      return this;
    }

    /**
     * Builds the network.
     *
     * @throws IllegalArgumentException if a value is missing or out of range, or if there are
     *     several widths and another number of block counts
     */
    public Network build() {
      return new Network(
          new NetworkPlan(
              classes,
              widths,
              blocks,
              stemWidth,
              stack,
              layout,
              vocabulary,
              transition,
              survival,
              initialLaw));
    }
  }
}
