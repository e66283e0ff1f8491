package dev.highorder.demo.experiment;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.Linear;
import dev.highorder.network.Network;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.subnet.ContextualTransformer;
import dev.highorder.subnet.SimplifiedContextualTransformer;
import dev.highorder.subnet.SqueezeExcitation;
import java.util.List;

/** Counts layers, parameters and multiply-adds as the paper does. */
public final class NetworkSize {

  private NetworkSize() {}

  /**
   * Returns the number of convolutions and linear layers between input and output. Gates do not
   * count, and a contextual transformer layer counts as one.
   */
  public static int layers(Block block) {
    if (block instanceof SqueezeExcitation) {
      return 0;
    }
    if (block instanceof Convolution
        || block instanceof Linear
        || block instanceof ContextualTransformer
        || block instanceof SimplifiedContextualTransformer) {
      return 1;
    }
    return block.getChildren().values().stream().mapToInt(NetworkSize::layers).sum();
  }

  /** Returns the number of trained values of an initialised network, without running statistics. */
  public static long parameters(Block block) {
    return block.getParameters().values().stream()
        .filter(Parameter::requiresGradient)
        .mapToLong(parameter -> parameter.getShape().size())
        .sum();
  }

  /**
   * Returns the multiplications of convolutions and linear layers, each with its addition.
   *
   * @param block an initialised network
   * @param input the shape of one input, batch 1
   */
  public static long multiplyAdds(Block block, Shape input) {
    if (block instanceof Convolution || block instanceof Linear) {
      long weights = block.getDirectParameters().get("weight").getShape().size();
      Shape output = block.getOutputShapes(new Shape[] {input})[0];
      long places = block instanceof Convolution ? output.get(2) * output.get(3) : places(output);
      return weights * places;
    }
    if (block instanceof HighOrderStack stack) {
      return ofStack(stack, input);
    }
    boolean chained = block instanceof SequentialBlock || block instanceof Network;
    long sum = 0;
    Shape shape = input;
    for (Block child : block.getChildren().values()) {
      sum += multiplyAdds(child, shape);
      if (chained) {
        shape = child.getOutputShapes(new Shape[] {shape})[0];
      }
    }
    return sum;
  }

  /** Only the first sub-net and the shortcut, if there is one, read an input of another shape. */
  private static long ofStack(HighOrderStack stack, Shape input) {
    Shape state = stack.getOutputShapes(new Shape[] {input})[0];
    long shortcut = stack.shortcut().map(block -> multiplyAdds(block, input)).orElse(0L);
    List<Block> subNets = stack.subNets();
    long sum = multiplyAdds(subNets.get(0), input);
    for (Block subNet : subNets.subList(1, subNets.size())) {
      sum += multiplyAdds(subNet, state);
    }
    // Each sub-net is evaluated once, unless it is shared.
    return shortcut + sum * stack.blocks() * stack.description().stages() / subNets.size();
  }

  private static long places(Shape output) {
    return output.size() / output.get(output.dimension() - 1);
  }
}
