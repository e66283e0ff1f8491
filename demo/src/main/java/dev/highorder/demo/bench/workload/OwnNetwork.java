package dev.highorder.demo.bench.workload;

import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.highorder.engine.Engines;
import java.util.function.IntFunction;

/**
 * A network of the user's own, which reads images of 32x32.
 *
 * @param name its name in the result
 * @param ofWidth creates it with so many channels, not initialised yet
 */
public record OwnNetwork(String name, IntFunction<Block> ofWidth) {

  /**
   * Builds the inference on MXNet.
   *
   * @param side {@link Side#GRAPH} or {@link Side#OPERATORS}
   */
  public Workload start(Side side, int width, int batch) {
    Engine engine = Engines.start(Engines.MXNET, 0);
    Shape input = new Shape(batch, 3, 32, 32);
    return side == Side.GRAPH
        ? new GraphInference(engine, ofWidth.apply(width), input)
        : new OperatorInference(engine, ofWidth.apply(width), input);
  }
}
