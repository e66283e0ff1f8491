package dev.highorder.demo.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import dev.highorder.Scheme;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.network.Network;
import dev.highorder.scheme.SchemeDefinition;
import dev.highorder.subnet.ConvolutionUnit;
import java.util.Locale;
import java.util.Random;

/** A network of 58 layers on one side of a comparison, with the numbers that all sides have. */
abstract class Contender implements AutoCloseable {

  static final int CLASSES = 10;

  /** Sub-nets of two layers; stem and head make 58. */
  private static final int SUB_NETS = 28;

  final NDManager manager;
  final Block network;
  final NDArray images;
  final NDArray labels;

  /**
   * Builds the network.
   *
   * @param engine runs it
   * @param scheme the name of a scheme
   * @param width channels
   * @param batch images of 32x32
   * @param byHand whether the stack is written by hand and not generated
   */
  Contender(Engine engine, String scheme, int width, int batch, boolean byHand) {
    manager = engine.newBaseManager();
    Scheme known = Scheme.valueOf(scheme.toUpperCase(Locale.ROOT));
    int blocks = SUB_NETS / SchemeDefinition.of(known).stages();
    network =
        byHand
            ? new SequentialBlock()
                .add(new ConvolutionUnit(width))
                .add(new HandWrittenStack(known, blocks, width))
                .add(Pool.globalAvgPool2dBlock())
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(CLASSES).build())
            : Network.builder()
                .setClasses(CLASSES)
                .setWidths(width)
                .setBlocks(blocks)
                .setStack(NamedStacks.get("vgg-" + scheme))
                .build();
    Shape input = new Shape(batch, 3, 32, 32);
    network.initialize(manager, DataType.FLOAT32, input);
    Random random = new Random(1);
    for (Pair<String, Parameter> entry : network.getParameters()) {
      fill(entry.getValue(), random);
    }
    images = manager.create(numbers(random, (int) input.size(), 1), input);
    labels = manager.arange((float) batch).mod(CLASSES);
  }

  /** He's normal weights; the rest stays as layers begin. */
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

  /** Does once what is measured, to the end; returns numbers that all sides must agree on. */
  abstract float[] run();

  /** Runs the network operator by operator, and returns the logits. */
  final float[] forward() {
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
