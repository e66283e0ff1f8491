package dev.highorder.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A stack of blocks, each one step of a numerical scheme; generated classes extend it with their
 * scheme's wiring.
 *
 * <p>Input and output have the same shape, whatever the sub-net takes: {@code (batch, channels,
 * height, width)} for pictures. Only the tensors that a later stage reads stay alive: a block
 * closes each temporary as soon as the scheme allows, in training too, where the engine's own
 * record keeps what the backward pass needs.
 */
public abstract class HighOrderStack extends AbstractBlock {

  private final StackDescription description;
  private final int blocks;

  /** Trained step sizes by block; one for all stages, or one for each. */
  private final List<List<Parameter>> steps = new ArrayList<>();

  /** Sub-nets by block, then by stage. */
  private final List<List<Block>> subNets = new ArrayList<>();

  /**
   * Creates the sub-nets of a stack.
   *
   * @param description the scheme and the sub-net
   * @param blocks the number of blocks
   * @param factory called once for each stage of each block
   * @throws IllegalArgumentException if {@code blocks} is less than 1, or the factory returns the
   *     same sub-net twice
   */
  @SuppressWarnings("this-escape") // children must be known when the constructor ends (DJL)
  protected HighOrderStack(StackDescription description, int blocks, SubNetFactory factory) {
    if (blocks < 1) {
      throw new IllegalArgumentException(
          "A stack of %s needs at least 1 block, not %d.".formatted(description.subNet(), blocks));
    }
    this.description = description;
    this.blocks = blocks;
    Set<Block> created = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int block = 1; block <= blocks; block++) {
      List<Block> stages = new ArrayList<>();
      for (int stage = 1; stage <= description.stages(); stage++) {
        stages.add(addChildBlock("block%d-k%d".formatted(block, stage), create(factory, created)));
      }
      subNets.add(stages);
      steps.add(addSteps(block));
    }
  }

  private List<Parameter> addSteps(int block) {
    List<Parameter> parameters = new ArrayList<>();
    int count = description.step().parameters(description.stages());
    for (int i = 1; i <= count; i++) {
      String name = count == 1 ? "block%d-h" : "block%d-h%d";
      parameters.add(
          addParameter(
              Parameter.builder()
                  .setName(name.formatted(block, i))
                  // Of this type are the parameters that weight decay leaves alone.
                  .setType(Parameter.Type.OTHER)
                  .optInitializer(new ConstantInitializer((float) description.step().h()))
                  .build()));
    }
    return parameters;
  }

  @Override
  protected final void prepare(Shape[] inputShapes) {
    Shape shape = description.step().shape(inputShapes[0]);
    steps.forEach(block -> block.forEach(parameter -> parameter.setShape(shape)));
  }

  private Block create(SubNetFactory factory, Set<Block> created) {
    Block subNet = factory.create();
    if (subNet == null) {
      throw new IllegalArgumentException(
          "The factory of %s returned null.".formatted(description.subNet()));
    }
    if (!created.add(subNet)) {
      throw new IllegalArgumentException(
          "The factory of %s returned the same block twice; each stage needs one of its own."
              .formatted(description.subNet()));
    }
    return subNet;
  }

  /**
   * Computes one block.
   *
   * @param f the stages of the block
   * @param x the block's input; {@link Stages#release} may close it
   * @return the block's output, a new tensor of the same shape
   */
  protected abstract NDArray block(Stages f, NDArray x);

  /** Returns the scheme and the sub-net. */
  public final StackDescription description() {
    return description;
  }

  /**
   * Returns the trained step sizes, block by block: one of shape {@code (1)} for each block or each
   * state, or one of shape {@code (1, channels, 1, 1)} for each block; none if they are fixed.
   */
  public final List<List<Parameter>> steps() {
    return steps.stream().map(List::copyOf).toList();
  }

  /** Returns the number of blocks. */
  public final int blocks() {
    return blocks;
  }

  @Override
  protected final NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "A stack of %s takes one tensor, not %d.".formatted(description.subNet(), inputs.size()));
    }
    NDArray input = inputs.head();
    NDArray x = input;
    for (int i = 0; i < blocks; i++) {
      Stages stages =
          new Stages(
              description,
              i + 1,
              input,
              subNets.get(i),
              steps.get(i),
              parameterStore,
              training,
              params);
      NDArray y = block(stages, x);
      stages.release(x); // again, if the block has done so: closing twice is harmless
      x = y;
    }
    return new NDList(x);
  }

  @Override
  protected final void initializeChildBlocks(
      NDManager manager, DataType dataType, Shape... inputShapes) {
    for (int block = 0; block < blocks; block++) {
      for (int stage = 0; stage < description.stages(); stage++) {
        Block subNet = subNets.get(block).get(stage);
        subNet.initialize(manager, dataType, inputShapes);
        Shape[] output = subNet.getOutputShapes(inputShapes);
        if (output.length != 1 || !output[0].equals(inputShapes[0])) {
          throw new ShapeChangedException(
              description, block + 1, stage + 1, inputShapes[0], List.of(output));
        }
      }
    }
  }

  @Override
  public final Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes.clone();
  }

  /** Returns {@code x + k} as a new tensor. */
  protected static NDArray sum(NDArray x, NDArray k) {
    return x.add(k);
  }

  /** Returns {@code x + coefficient * k} as a new tensor. */
  protected static NDArray sum(NDArray x, double coefficient, NDArray k) {
    try (NDArray scaled = k.mul(coefficient)) {
      return x.add(scaled);
    }
  }

  /** Returns {@code sum + k} and closes {@code sum}. */
  protected static NDArray accumulate(NDArray sum, NDArray k) {
    try (sum) {
      return sum(sum, k);
    }
  }

  /** Returns {@code sum + coefficient * k} and closes {@code sum}. */
  protected static NDArray accumulate(NDArray sum, double coefficient, NDArray k) {
    try (sum) {
      return sum(sum, coefficient, k);
    }
  }
}
