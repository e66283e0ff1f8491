package dev.highorder.stack;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.highorder.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The sub-nets of a stack by block and stage, and the shortcut of its first block if that changes
 * the shape.
 */
final class StackSubNets {

  private final StackDescription description;
  private final ShapeChange change;

  /** By block, then by stage. A shared sub-net is listed for each of its stages. */
  private final List<List<Block>> subNets = new ArrayList<>();

  /** The sub-nets with parameters of their own, each once. */
  private final List<Block> own = new ArrayList<>();

  /** The parts of the first sub-net, if a shortcut shares its first activation. */
  private final Optional<FirstActivation> first;

  /**
   * Creates the sub-nets.
   *
   * @param children takes each sub-net once, and the shortcut, with their names
   */
  StackSubNets(
      StackDescription description,
      int blocks,
      StridedSubNetFactory factory,
      ShapeChange change,
      BiConsumer<String, Block> children) {
    this.description = description;
    this.change = change;
    requireWeightsOfFirstStage();
    Map<String, Block> named = new HashMap<>();
    Set<Block> created = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int block = 1; block <= blocks; block++) {
      List<Block> stages = new ArrayList<>();
      for (int stage = 1; stage <= description.stages(); stage++) {
        int stride = block == 1 && stage == 1 ? change.stride() : 1;
        String name = name(block, stage);
        if (!named.containsKey(name)) {
          named.put(name, create(factory, stride, created));
          children.accept(name, named.get(name));
          own.add(named.get(name));
        }
        stages.add(
            hasNormalisations(stage)
                ? normalised(named.get(name), create(factory, 1, created), name + stage, children)
                : named.get(name));
      }
      subNets.add(stages);
    }
    if (!change.isNone()) {
      children.accept("shortcut", change.shortcut());
    }
    first =
        change.readsFirstActivation()
            ? Optional.of(FirstActivation.of(subNets.get(0).get(0), description))
            : Optional.empty();
  }

  /** Returns the name of the sub-net of a stage, both from 1; equal names are one sub-net. */
  private String name(int block, int stage) {
    return switch (description.weights()) {
      case PER_STAGE -> "block" + block + "-k" + stage;
      case PER_BLOCK, PER_BLOCK_EXCEPT_NORMS -> "block" + block + "-k";
      case SHARED -> "k";
    };
  }

  /** Returns whether a stage has only the normalisations of its own. */
  private boolean hasNormalisations(int stage) {
    return description.weights() == Weights.PER_BLOCK_EXCEPT_NORMS && stage > 1;
  }

  private Block normalised(
      Block shared, Block other, String name, BiConsumer<String, Block> children) {
    StageNormalisations stage = StageNormalisations.of(shared, other, description);
    int number = 0;
    for (Block normalisation : stage.normalisations()) {
      number++;
      children.accept(name + "-bn" + number, normalisation);
    }
    return stage.subNet();
  }

  private void requireWeightsOfFirstStage() {
    if (!change.isNone() && description.weights() != Weights.PER_STAGE) {
      throw new IllegalArgumentException(
          "The sub-net %s of the first stage of a stack has weights of its own if it changes the shape, but the weights are %s. Change the shape between two stacks."
              .formatted(description.subNet(), description.weights()));
    }
  }

  private Block create(StridedSubNetFactory factory, int stride, Set<Block> created) {
    Block subNet = factory.create(stride);
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

  /** Returns the sub-nets of a block, counted from 0, by stage. */
  List<Block> ofBlock(int block) {
    return subNets.get(block);
  }

  /** Returns the sub-nets that are children of the stack, each once, in order. */
  List<Block> own() {
    return List.copyOf(own);
  }

  /** Returns what the first block applies to its input before the shortcut and the first stage. */
  Optional<Block> firstActivation() {
    return first.map(FirstActivation::activation);
  }

  /** Returns the sub-nets of a first block that changes the shape, the first one without that. */
  List<Block> ofChange() {
    return first
        .map(
            parts ->
                Stream.concat(Stream.of(parts.rest()), subNets.get(0).stream().skip(1)).toList())
        .orElse(subNets.get(0));
  }

  /** Returns the change of shape in the first block. */
  ShapeChange change() {
    return change;
  }

  /** Returns the shape of all states of a stack but the input. */
  Shape state(Shape input) {
    return change.isNone() ? input : change.shortcut().getOutputShapes(new Shape[] {input})[0];
  }

  /**
   * Initialises the shortcut and each sub-net.
   *
   * @param input the input of the first stage
   */
  void initialize(NDManager manager, DataType type, Shape input) {
    if (!change.isNone()) {
      initialize(change.shortcut(), "shortcut of the sub-net", manager, type, input);
    }
    Shape state = state(input);
    Set<Block> initialised = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int block = 0; block < subNets.size(); block++) {
      for (int stage = 0; stage < description.stages(); stage++) {
        Block subNet = subNets.get(block).get(stage);
        if (initialised.add(subNet)) {
          Shape shape = block == 0 && stage == 0 ? input : state;
          initialize(subNet, "sub-net", manager, type, shape);
          Shape[] output = subNet.getOutputShapes(new Shape[] {shape});
          if (output.length != 1 || !output[0].equals(state)) {
            throw new ShapeChangedException(
                description, block + 1, stage + 1, shape, state, List.of(output));
          }
        }
      }
    }
  }

  private void initialize(Block block, String role, NDManager manager, DataType type, Shape shape) {
    try {
      block.initialize(manager, type, shape);
    } catch (IllegalArgumentException
        | UnsupportedOperationException
        | IndexOutOfBoundsException
        | EngineException e) {
      throw new IllegalArgumentException(
          "The %s %s cannot be initialised for the shape %s: %s"
              .formatted(role, description.subNet(), shape, e.getMessage()),
          e);
    }
  }
}
