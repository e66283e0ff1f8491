package dev.highorder.demo.bench.workload;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.util.Random;

/** A network or stack that is ready to run; all sides have the same parameters and inputs. */
public abstract class Workload implements AutoCloseable {

  private final NDManager manager;
  private final Block network;
  private final NDArray images;
  private final NDArray labels;

  /** Builds the network or stack of a setting. */
  Workload(Engine engine, Setting setting) {
    this(engine, setting.block(), setting.input());
  }

  /** Takes a network or stack that is not initialised yet. */
  Workload(Engine engine, Block network, Shape input) {
    manager = engine.newBaseManager();
    this.network = network;
    network.initialize(manager, DataType.FLOAT32, input);
    Random random = new Random(1);
    for (Pair<String, Parameter> entry : network.getParameters()) {
      fill(entry.getValue(), random);
    }
    images = manager.create(numbers(random, (int) input.size(), 1), input);
    labels = manager.arange((float) input.get(0)).mod(Setting.CLASSES);
  }

  /** Draws weights as He et al. (2015) do; all other parameters keep their initial values. */
  private static void fill(Parameter parameter, Random random) {
    if (parameter.getType() == Parameter.Type.WEIGHT) {
      Shape shape = parameter.getArray().getShape();
      double deviation = Math.sqrt(2.0 * shape.get(0) / shape.size());
      parameter.getArray().set(numbers(random, (int) shape.size(), deviation));
    }
  }

  private static float[] numbers(Random random, int count, double deviation) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (deviation * random.nextGaussian());
    }
    return numbers;
  }

  /** Returns the manager of the parameters and the input. */
  public final NDManager manager() {
    return manager;
  }

  /** Returns the network or stack. */
  public final Block network() {
    return network;
  }

  /** Returns the input, {@code (batch, channels, height, width)}. */
  public final NDArray images() {
    return images;
  }

  /** Returns the label of each image, {@code (batch)}. */
  final NDArray labels() {
    return labels;
  }

  /**
   * Runs once to the end.
   *
   * @return numbers that all sides must agree on: the output, or the loss
   */
  public abstract float[] run();

  /** Runs the network operator by operator, and returns its output. */
  public final float[] forward() {
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = images.duplicate();
      x.attach(scope);
      return network
          .forward(new ParameterStore(scope, false), new NDList(x), false)
          .head()
          .toFloatArray();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
