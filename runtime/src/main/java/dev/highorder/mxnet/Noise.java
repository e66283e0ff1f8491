package dev.highorder.mxnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Node;
import dev.highorder.graph.Operator;
import java.util.OptionalInt;
import java.util.Random;

/** Random inputs that leave the engine's own random state alone. */
final class Noise {

  private Noise() {}

  /**
   * Returns inputs that mean something to a network: token numbers if an embedding reads them, or
   * else noise.
   *
   * @param graph the network
   * @param seed as in {@link #create}
   */
  static NDArray forGraph(Graph graph, NDManager manager, Shape shape, long seed) {
    OptionalInt tokens = tokens(graph);
    return tokens.isPresent()
        ? tokens(manager, shape, seed, tokens.getAsInt())
        : create(manager, shape, seed);
  }

  /** Returns how many tokens the embeddings of a graph's input have; empty if there is none. */
  private static OptionalInt tokens(Graph graph) {
    return graph.nodes().stream()
        .filter(Noise::isEmbeddingOfInput)
        .map(node -> ((Operator.Opaque) node.operator()).settings().get("input_dim"))
        .mapToInt(Integer::parseInt)
        .min();
  }

  private static boolean isEmbeddingOfInput(Node node) {
    return node.operator() instanceof Operator.Opaque operator
        && operator.name().equals("Embedding")
        && isInput(node.input(0));
  }

  /** Returns whether a node is the input, converted to whole numbers or not. */
  private static boolean isInput(Node node) {
    if (node.operator() instanceof Operator.Copy) {
      return isInput(node.input(0));
    }
    return node.operator() instanceof Operator.Input;
  }

  private static NDArray tokens(NDManager manager, Shape shape, long seed, int count) {
    Random random = new Random(seed);
    float[] numbers = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextInt(count);
    }
    return manager.create(numbers, shape);
  }

  /**
   * Returns normally distributed noise.
   *
   * @param seed the seed of the generator, and the standard deviation, so that the inputs of two
   *     seeds differ in size too
   */
  static NDArray create(NDManager manager, Shape shape, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (seed * random.nextGaussian());
    }
    return manager.create(numbers, shape);
  }
}
