package dev.highorder.demo.bench.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.highorder.Scheme;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The baselines compute what generated stacks compute from the same parameters. */
class PlainStackTest {

  private static final int BLOCKS = 2;
  private static final int CHANNELS = 4;
  private static final int CLASSES = 3;
  private static final Shape FEATURES = new Shape(2, CHANNELS, 6, 6);
  private static final Shape IMAGES = new Shape(2, 3, 6, 6);

  @ParameterizedTest
  @EnumSource(names = {"EULER", "MIDPOINT", "RK4", "VERNER8"})
  void outputsAndGradientsAreThoseOfTheGeneratedStack(Scheme scheme) {
    Block plain = Baselines.of(scheme, BLOCKS, CHANNELS);
    Block generated = NamedStacks.get(name(scheme)).create(BLOCKS, CHANNELS);

    // Verner's coefficients are in the hundreds, and magnify the rounding of floats.
    double tolerance = scheme == Scheme.VERNER8 ? 1e-3 : 1e-5;
    assertSame(compute(plain, FEATURES), compute(generated, FEATURES), tolerance);
  }

  @Test
  void theNetworkAroundTheStackIsTheSameToo() {
    Block plain = PlainLayers.network(new Rk4Stack(BLOCKS, CHANNELS), CHANNELS, CLASSES);
    Block generated =
        Network.builder()
            .setClasses(CLASSES)
            .setWidths(CHANNELS)
            .setBlocks(BLOCKS)
            .setStack(NamedStacks.get(name(Scheme.RK4)))
            .build();

    assertSame(compute(plain, IMAGES), compute(generated, IMAGES), 1e-5);
  }

  /** Only schemes that nobody would write by hand are interpreted. */
  @ParameterizedTest
  @EnumSource(names = {"EULER", "MIDPOINT", "RK4", "VERNER8"})
  void interpretedBaselinesAreNamed(Scheme scheme) {
    boolean isInterpreted = Baselines.of(scheme, 1, CHANNELS) instanceof InterpretedStack;
    assertEquals(isInterpreted, !Baselines.isHandWritten(scheme));
    assertEquals(isInterpreted, scheme == Scheme.VERNER8);
  }

  private static String name(Scheme scheme) {
    return "vgg-" + scheme.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the output in inference and in training, then the gradient of each parameter. */
  private static List<float[]> compute(Block block, Shape input) {
    Engine engine = Engines.start(Engines.MXNET, 1);
    List<float[]> results = new ArrayList<>();
    try (NDManager manager = engine.newBaseManager()) {
      block.initialize(manager, DataType.FLOAT32, input);
      Random random = new Random(7);
      for (Parameter parameter : block.getParameters().values()) {
        parameter.getArray().set(values(parameter, random));
        parameter.getArray().setRequiresGradient(parameter.requiresGradient());
      }
      NDArray x = manager.create(gaussian(random, (int) input.size(), 1), input);
      ParameterStore store = new ParameterStore(manager, false);
      results.add(block.forward(store, new NDList(x), false).head().toFloatArray());
      try (GradientCollector collector = engine.newGradientCollector()) {
        NDArray y = block.forward(store, new NDList(x), true).head();
        results.add(y.toFloatArray());
        collector.backward(y.mul(y.getManager().arange((float) y.size()).reshape(y.getShape())));
      }
      for (Parameter parameter : block.getParameters().values()) {
        if (parameter.requiresGradient()) {
          results.add(parameter.getArray().getGradient().toFloatArray());
        }
      }
    }
    return results;
  }

  /** Scales and variances stay positive. */
  private static float[] values(Parameter parameter, Random random) {
    boolean isPositive =
        parameter.getType() == Parameter.Type.GAMMA
            || parameter.getType() == Parameter.Type.RUNNING_VAR;
    float[] values = gaussian(random, (int) parameter.getShape().size(), 0.3);
    for (int i = 0; isPositive && i < values.length; i++) {
      values[i] = 0.5f + Math.abs(values[i]);
    }
    return values;
  }

  private static float[] gaussian(Random random, int count, double deviation) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }

  private static void assertSame(List<float[]> plain, List<float[]> generated, double tolerance) {
    assertEquals(generated.size(), plain.size());
    for (int i = 0; i < plain.size(); i++) {
      double largest = 0;
      for (float value : generated.get(i)) {
        largest = Math.max(largest, Math.abs(value));
      }
      assertTrue(i > 1 || largest > 0.1, "the output is not trivial: " + largest);
      assertArrayEquals(
          generated.get(i),
          plain.get(i),
          (float) (tolerance * Math.max(1, largest)),
          "result " + i);
    }
  }
}
