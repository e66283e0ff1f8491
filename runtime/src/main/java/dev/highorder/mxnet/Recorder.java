package dev.highorder.mxnet;

import ai.djl.mxnet.engine.MxGradientCollector;
import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.engine.Symbol;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Tensor;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Records what a network does.
 *
 * <p>What is the same for both examples is taken as fixed for good: numbers that Java computes, and
 * arrays that the network creates.
 *
 * <p>A record is made with two examples, so that it holds for a batch of any size: where the two
 * records differ in no more than that, reshapes are written so that they take the size from their
 * input.
 */
public final class Recorder {

  private static final int ONE_SIZE = 2;
  private static final int OTHER_SIZE = 3;

  /** Parameters differ too, so that a number that was made of one shows. */
  private static final double OTHER_SCALE = 1.25;

  private final Block network;
  private final boolean training;

  /**
   * Records a network in inference.
   *
   * @param network is initialised, has one input and one output
   * @param parent what is used meanwhile belongs to it
   * @param input the shape of its inputs; the batch may have another size
   * @throws IllegalStateException if what the network does depends on the numbers of its input, or
   *     it reads arrays that are neither parameters nor created while it runs, the same each time,
   *     as 32-bit floats
   */
  public static Graph forInference(Block network, NDManager parent, Shape input) {
    return record(network, parent, input, false);
  }

  private Recorder(Block network, boolean training) {
    this.network = network;
    this.training = training;
  }

  /**
   * Records a network, whose parameters stay as they are. In training, what draws random numbers
   * draws some.
   *
   * @param parent what is used meanwhile belongs to it
   * @param input the shape of its inputs; the batch may have another size
   * @param training whether the network is to behave as in training
   * @throws IllegalStateException if what the network does depends on the numbers of its input, or
   *     it reads arrays that are neither parameters nor created while it runs, the same each time,
   *     as 32-bit floats
   */
  static Graph record(Block network, NDManager parent, Shape input, boolean training) {
    Recorder recorder = new Recorder(network, training);
    try (NDManager manager = parent.newSubManager()) {
      Graph one = recorder.record(manager, withBatch(input, ONE_SIZE), 1, 1);
      Graph other = recorder.record(manager, withBatch(input, OTHER_SIZE), 3, OTHER_SCALE);
      return BatchSizes.generalised(one, ONE_SIZE, other, OTHER_SIZE);
    }
  }

  private static Shape withBatch(Shape shape, long size) {
    long[] dimensions = shape.getShape().clone();
    dimensions[0] = size;
    return new Shape(dimensions);
  }

  private Graph record(NDManager manager, Shape shape, long seed, double scale) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = noise(scope, shape, seed);
      RecordedArrays arrays = new RecordedArrays(scope, network, x, scale);
      try (Symbol symbol = forward(manager, arrays, x)) {
        requireKnown(symbol, arrays);
        return SymbolReader.read(
            (MxNDManager) manager, symbol, arrays.operators(), arrays.shapes());
      }
    }
  }

  private Symbol forward(NDManager manager, RecordedArrays arrays, NDArray x) {
    JnaUtils.autogradSetIsRecording(true);
    JnaUtils.autogradSetTraining(training);
    try {
      NDArray y = network.forward(arrays, new NDList(x), training).singletonOrThrow();
      arrays.beforeClosing(x.getManager());
      return MxGradientCollector.getSymbol(manager, y);
    } finally {
      JnaUtils.autogradSetTraining(false);
      JnaUtils.autogradSetIsRecording(false);
    }
  }

  private static void requireKnown(Symbol symbol, RecordedArrays arrays) {
    for (String variable : symbol.getAllNames()) {
      if (!arrays.operators().containsKey(variable)) {
        throw new IllegalStateException(
            "it reads arrays that are neither parameters from its store nor created while it runs, in"
                + " the manager of its input, as 32-bit floats");
      }
    }
  }

  /** Returns an array's numbers, of 32-bit floats. */
  public static Tensor values(NDArray array) {
    return new Tensor(
        LongStream.of(array.getShape().getShape()).boxed().toList(), array.toFloatArray());
  }

  /**
   * Returns normally distributed numbers without touching the engine's own random numbers.
   *
   * @param seed also the standard deviation, so that two seeds differ in size too
   */
  static NDArray noise(NDManager manager, Shape shape, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (seed * random.nextGaussian());
    }
    return manager.create(numbers, shape);
  }
}
