package dev.highorder.stack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stack of blocks, each one step of a numerical scheme. Each family of schemes has a subclass,
 * which generated classes extend.
 *
 * <p>Input and output have the same shape, that of the sub-net's input: {@code (batch, channels,
 * height, width)} for images. Only a first block with a {@link ShapeChange} has another input. A
 * block closes each temporary tensor as soon as no later stage reads it; in training too, where the
 * engine's autograd tape keeps what the backward pass needs.
 */
public abstract class HighOrderStack extends RandomDepth {

  private final StackDescription description;
  private final int blocks;
  private StageObserver observer;

  /** Trained step sizes by block: none, one for all stages, or one for each stage. */
  private final List<List<Parameter>> steps = new ArrayList<>();

  private final StackSubNets subNets;

  /**
   * Creates the sub-nets of a stack.
   *
   * @param description the scheme and the sub-net
   * @param blocks the number of blocks, at least 1
   * @param factory creates the sub-nets; it is called once for each
   * @throws IllegalArgumentException if {@code blocks} is less than 1, or the factory returns the
   *     same sub-net twice
   */
  protected HighOrderStack(StackDescription description, int blocks, SubNetFactory factory) {
    this(description, blocks, stride -> factory.create(), ShapeChange.NONE);
  }

  /**
   * Creates the sub-nets of a stack whose first block may change the shape.
   *
   * @param description the scheme and the sub-net
   * @param blocks the number of blocks, at least 1
   * @param factory creates the sub-nets; it is called once for each
   * @param change the stride of the first sub-net, and the shortcut of the first block
   * @throws IllegalArgumentException if {@code blocks} is less than 1, or the factory returns the
   *     same sub-net twice
   */
  @SuppressWarnings("this-escape") // children must be known when the constructor ends (DJL)
  HighOrderStack(
      StackDescription description, int blocks, StridedSubNetFactory factory, ShapeChange change) {
    if (blocks < 1) {
      throw new IllegalArgumentException(
          "A stack of %s needs at least 1 block, not %s.".formatted(description.subNet(), blocks));
    }
    this.description = description;
    this.blocks = blocks;
    subNets = new StackSubNets(description, blocks, factory, change, this::addChildBlock);
    for (int block = 1; block <= blocks; block++) {
      steps.add(addSteps(block));
    }
  }

  private List<Parameter> addSteps(int block) {
    List<Parameter> parameters = new ArrayList<>();
    int count = description.stepSize().parameters(description.stages());
    for (int i = 1; i <= count; i++) {
      // Not by String.format, whose digits depend on the locale: saved parameters are found by
      // name.
      String name = "block" + block + (count == 1 ? "-h" : "-h" + i);
      parameters.add(addNumber(name, description.stepSize().h()));
    }
    return parameters;
  }

  /** Adds a trained number, or one for each channel, of a type without weight decay. */
  final Parameter addNumber(String name, double initial) {
    return addParameter(
        Parameter.builder()
            .setName(name)
            .setType(Parameter.Type.OTHER)
            .optInitializer(new ConstantInitializer((float) initial))
            .build());
  }

  @Override
  protected void prepare(Shape[] inputShapes) {
    Shape state = subNetShape(subNets.state(inputShapes[0]));
    Shape shape = description.stepSize().shape(state);
    steps.forEach(block -> block.forEach(parameter -> parameter.setShape(shape)));
  }

  /** Computes the output of all blocks. The input belongs to the caller and stays open. */
  abstract NDArray propagate(Pass pass, NDArray input);

  /** Returns the shape of the inputs of sub-nets for this input of the stack. */
  Shape subNetShape(Shape input) {
    return input;
  }

  /**
   * Returns the stages of a block, which is counted from 0.
   *
   * @param borrowed the caller's tensor, which is never released
   */
  final Stages stages(Pass pass, int block, NDArray borrowed) {
    return new Stages(
        description,
        block + 1,
        blocks,
        borrowed,
        null,
        subNets.ofBlock(block),
        steps.get(block),
        survivalOfStages(block),
        pass);
  }

  /**
   * Returns the stages of a first block that changes the shape.
   *
   * @param borrowed the caller's tensor, which is never released
   * @param first what the first stage reads: the caller's tensor, or the first activation
   */
  final Stages changedStages(Pass pass, NDArray borrowed, NDArray first) {
    return new Stages(
        description,
        1,
        blocks,
        borrowed,
        first,
        subNets.ofChange(),
        steps.get(0),
        survivalOfStages(0),
        pass);
  }

  /** Returns what the first block applies to its input before the shortcut and the first stage. */
  final Optional<Block> firstActivation() {
    return subNets.firstActivation();
  }

  /** Returns the sub-nets of a block, counted from 0, by stage. */
  final List<Block> subNets(int block) {
    return subNets.ofBlock(block);
  }

  /**
   * Returns the sub-nets in the order of blocks and stages. One that several stages share is
   * returned once, with the batch normalisations of the first of them.
   */
  public final List<Block> subNets() {
    return subNets.own();
  }

  /** Returns whether the first block changes the shape. */
  final boolean changesShape() {
    return !subNets.change().isNone();
  }

  /** Returns the shortcut of the first block; empty if that keeps the shape. */
  public final Optional<Block> shortcut() {
    return changesShape() ? Optional.of(subNets.change().shortcut()) : Optional.empty();
  }

  /** Returns the scheme and the sub-net. */
  public final StackDescription description() {
    return description;
  }

  /**
   * Returns the trained step sizes of each block: one of shape {@code (1)}, one of that shape for
   * each stage, or one of shape {@code (1, channels, 1, 1)}; none if the step size is fixed.
   */
  public final List<List<Parameter>> steps() {
    return steps.stream().map(List::copyOf).toList();
  }

  /**
   * Sets the observer of the stages of all later forward passes. It must not be called during one.
   *
   * @param observer null, the default, for none
   */
  public final void observe(StageObserver observer) {
    this.observer = observer;
  }

  /** Returns the observer of the stages, or null. */
  final StageObserver observer() {
    return observer;
  }

  /**
   * Returns whether {@link #forwardForRecomputation} can train this stack.
   *
   * <p>Recomputation runs the backward pass block by block. Engines keep only the last gradient of
   * a parameter, so blocks must not share weights, and each must read only the output of the
   * previous one. Sub-nets must return the same when they are evaluated again, so they must not
   * have dropout. Other random layers are not detected and must not be used.
   */
  public boolean supportsRecomputation() {
    return false;
  }

  /**
   * Computes the output as in training, but keeps no autograd tape. The backward pass recomputes
   * the activations it needs, and memory holds the tape of one block at a time.
   *
   * @param parameterStore the store of the parameters' values
   * @param input {@code (batch, channels, ...)}; it must stay open until the pass is closed
   * @return the output and its backward pass
   * @throws IllegalStateException unless {@link #supportsRecomputation} returns true
   */
  public RecomputedPass forwardForRecomputation(ParameterStore parameterStore, NDArray input) {
    throw new IllegalStateException(
        "%s cannot be recomputed block by block: its blocks share weights, depend on more than the previous block, or are random. Train it without recomputation."
            .formatted(getClass().getSimpleName()));
  }

  @Override
  public final int blocks() {
    return blocks;
  }

  @Override
  protected final Map<String, String> properties() {
    return description.properties(blocks);
  }

  @Override
  protected final NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "A stack of %s takes one tensor, not %s.".formatted(description.subNet(), inputs.size()));
    }
    return new NDList(
        propagate(new Pass(parameterStore, training, params, observer), inputs.head()));
  }

  @Override
  protected final void initializeChildBlocks(
      NDManager manager, DataType dataType, Shape... inputShapes) {
    subNets.initialize(manager, dataType, subNetShape(inputShapes[0]));
  }

  @Override
  public final Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {subNets.state(inputShapes[0])};
  }

  /**
   * Applies the activation that the description has after the sum, which is closed if it has one.
   */
  final NDArray afterSum(NDArray sum) {
    return switch (description.afterSum()) {
      case NOTHING -> sum;
      case RELU -> relu(sum);
    };
  }
}
