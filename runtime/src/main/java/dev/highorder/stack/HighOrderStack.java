package dev.highorder.stack;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.util.PairList;
import dev.highorder.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A stack of blocks, each one step of a numerical scheme. Each family of schemes has a subclass,
 * which generated classes extend.
 *
 * <p>Input and output have the same shape, that of the sub-net's input: {@code (batch, channels,
 * height, width)} for images. A block closes each temporary tensor as soon as no later stage reads
 * it; in training too, where the engine's autograd tape keeps what the backward pass needs.
 */
public abstract class HighOrderStack extends WeightedSums {

  private final StackDescription description;
  private final int blocks;
  private StageObserver observer;

  /** Trained step sizes by block: none, one for all stages, or one for each stage. */
  private final List<List<Parameter>> steps = new ArrayList<>();

  /** Sub-nets by block, then by stage. A shared sub-net is listed for each of its stages. */
  private final List<List<Block>> subNets = new ArrayList<>();

  /**
   * Creates the sub-nets of a stack.
   *
   * @param description the scheme and the sub-net
   * @param blocks the number of blocks, at least 1
   * @param factory creates the sub-nets; it is called once for each
   * @throws IllegalArgumentException if {@code blocks} is less than 1, or the factory returns the
   *     same sub-net twice
   */
  @SuppressWarnings("this-escape") // children must be known when the constructor ends (DJL)
  protected HighOrderStack(StackDescription description, int blocks, SubNetFactory factory) {
    if (blocks < 1) {
      throw new IllegalArgumentException(
          "A stack of %s needs at least 1 block, not %s.".formatted(description.subNet(), blocks));
    }
    this.description = description;
    this.blocks = blocks;
    Map<String, Block> named = new HashMap<>();
    Set<Block> created = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int block = 1; block <= blocks; block++) {
      List<Block> stages = new ArrayList<>();
      for (int stage = 1; stage <= description.stages(); stage++) {
        stages.add(
            named.computeIfAbsent(
                subNetName(description.weights(), block, stage),
                name -> addChildBlock(name, create(factory, created))));
      }
      subNets.add(stages);
      steps.add(addSteps(block));
    }
  }

  /** Returns the name of the sub-net of a stage, both from 1; equal names are one sub-net. */
  private static String subNetName(Weights weights, int block, int stage) {
    return switch (weights) {
      case PER_STAGE -> "block" + block + "-k" + stage;
      case PER_BLOCK -> "block" + block + "-k";
      case SHARED -> "k";
    };
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

  private Block create(SubNetFactory factory, Set<Block> created) {
    Block subNet = factory.create();
    if (subNet == null) {
      throw new IllegalArgumentException(
          "The factory of %s returned null. Return a new block in each call."
              .formatted(description.subNet()));
    }
    if (!created.add(subNet)) {
      throw new IllegalArgumentException(
          "The factory of %s returned the same block twice. Return a new block in each call."
              .formatted(description.subNet()));
    }
    return subNet;
  }

  @Override
  protected void prepare(Shape[] inputShapes) {
    Shape shape = description.stepSize().shape(subNetShape(inputShapes[0]));
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
        description, block + 1, blocks, borrowed, subNets.get(block), steps.get(block), pass);
  }

  /** Returns the sub-nets of a block, counted from 0, by stage. */
  final List<Block> subNets(int block) {
    return subNets.get(block);
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
   * @return the output, of the same shape, and its backward pass
   * @throws IllegalStateException unless {@link #supportsRecomputation} returns true
   */
  public RecomputedPass forwardForRecomputation(ParameterStore parameterStore, NDArray input) {
    throw new IllegalStateException(
        "%s cannot be recomputed block by block: its blocks share weights or depend on more than the previous block, or a sub-net has dropout. Train it without recomputation."
            .formatted(getClass().getSimpleName()));
  }

  final boolean hasDropout() {
    return hasDropout(this);
  }

  private static boolean hasDropout(Block block) {
    return block instanceof Dropout
        || block.getChildren().values().stream().anyMatch(HighOrderStack::hasDropout);
  }

  /** Returns the number of blocks. */
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
    Shape shape = subNetShape(inputShapes[0]);
    Set<Block> initialised = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int block = 0; block < blocks; block++) {
      for (int stage = 0; stage < description.stages(); stage++) {
        Block subNet = subNets.get(block).get(stage);
        if (initialised.add(subNet)) {
          try {
            subNet.initialize(manager, dataType, shape);
          } catch (IllegalArgumentException
              | UnsupportedOperationException
              | IndexOutOfBoundsException
              | EngineException e) {
            throw new IllegalArgumentException(
                "The sub-net %s cannot be initialised for the shape %s: %s"
                    .formatted(description.subNet(), shape, e.getMessage()),
                e);
          }
          Shape[] output = subNet.getOutputShapes(new Shape[] {shape});
          if (output.length != 1 || !output[0].equals(shape)) {
            throw new ShapeChangedException(
                description, block + 1, stage + 1, shape, List.of(output));
          }
        }
      }
    }
  }

  @Override
  public final Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes.clone();
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
