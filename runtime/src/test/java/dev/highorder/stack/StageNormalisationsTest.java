package dev.highorder.stack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.highorder.Weights;
import dev.highorder.engine.Engines;
import dev.highorder.subnet.VggSubNet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sub-nets of which the stages of a block share all but the batch normalisations. */
class StageNormalisationsTest {

  private static final StackDescription DESCRIPTION =
      new StackDescription("test.SubNet", "POLYNET2", 2, "k1 = F1(x); k2 = F2(k1); y = x + k1 + k2")
          .with(Weights.PER_BLOCK_EXCEPT_NORMS);

  private static PolynomialStack stack(int blocks, SubNetFactory factory) {
    return new PolynomialStack(DESCRIPTION, blocks, factory) {};
  }

  /** Of a block, two convolutions and four batch normalisations with four vectors each. */
  @Test
  void onlyTheNormalisationsAreThereTwice() {
    try (NDManager manager = Engines.start().newBaseManager()) {
      PolynomialStack stack = stack(2, () -> new VggSubNet(3));
      stack.initialize(manager, DataType.FLOAT32, new Shape(2, 3, 4, 4));

      assertEquals(2 * (2 + 4 * 4), stack.getParameters().size());
      assertEquals(2, stack.subNets().size());
      assertEquals(
          List.of(
              "01block1-k",
              "02block1-k2-bn1",
              "03block1-k2-bn2",
              "04block2-k",
              "05block2-k2-bn1",
              "06block2-k2-bn2"),
          stack.getChildren().keys());
      long values = 0;
      for (Parameter parameter : stack.getParameters().values()) {
        values += parameter.getArray().size();
      }
      assertEquals(2 * (2 * 3 * 3 * 9 + 4 * 4 * 3), values);
    }
  }

  /** As PER_BLOCK, until a normalisation of the second stage changes. */
  @Test
  void theSecondStageReadsItsOwn() {
    try (NDManager manager = Engines.start().newBaseManager()) {
      NDArray x = manager.randomNormal(new Shape(2, 3, 4, 4));
      PolynomialStack stack = stack(1, () -> new VggSubNet(3));
      stack.initialize(manager, DataType.FLOAT32, x.getShape());
      Block subNet = stack.subNets().get(0);
      float[] shared = forward(stack, x);
      NDArray k1 = manager.create(forward(subNet, x), x.getShape());
      NDArray k2 = manager.create(forward(subNet, k1), x.getShape());
      assertArrayEquals(x.add(k1).add(k2).toFloatArray(), shared, 1e-5f);

      NDArray shift = stack.getChildren().get(2).getValue().getParameters().get("beta").getArray();
      shift.set(new float[] {5, 5, 5});
      float[] changed = forward(stack, x);
      assertNotEquals(shared[0], changed[0]);
      assertArrayEquals(k1.toFloatArray(), forward(subNet, x), "the first stage has not");
    }
  }

  @Test
  void eachStageCollectsItsOwnStatistics() {
    try (NDManager manager = Engines.start().newBaseManager()) {
      NDArray x = manager.randomNormal(new Shape(2, 3, 4, 4));
      PolynomialStack stack = stack(1, () -> new VggSubNet(3));
      stack.initialize(manager, DataType.FLOAT32, x.getShape());
      train(stack, x);

      float[] first = statistics(stack.subNets().get(0).getParameters().values());
      float[] second = statistics(stack.getChildren().get(1).getValue().getParameters().values());
      for (int channel = 0; channel < 3; channel++) {
        assertNotEquals(0, first[channel]);
        assertNotEquals(0, second[channel]);
        assertNotEquals(first[channel], second[channel]);
      }
    }
  }

  private static float[] statistics(List<Parameter> parameters) {
    return parameters.stream()
        .filter(parameter -> parameter.getType() == Parameter.Type.RUNNING_MEAN)
        .findFirst()
        .orElseThrow()
        .getArray()
        .toFloatArray();
  }

  private static float[] forward(Block block, NDArray x) {
    return block
        .forward(new ParameterStore(x.getManager(), false), new NDList(x), false)
        .singletonOrThrow()
        .toFloatArray();
  }

  /** Backwards too, since MXNet updates running statistics then. */
  private static float[] train(Block block, NDArray x) {
    x.setRequiresGradient(true);
    try (GradientCollector collector = Engines.start().newGradientCollector()) {
      NDArray y =
          block
              .forward(new ParameterStore(x.getManager(), false), new NDList(x), true)
              .singletonOrThrow();
      collector.backward(y.sum());
      return y.toFloatArray();
    }
  }

  @Test
  void refusesSubNetsWithoutNormalisation() {
    assertRefused(() -> TanhStack.subNet(4), "has no batch normalisation", "PER_BLOCK");
  }

  /** Which layers a block of another class applies, and how, cannot be seen. */
  @Test
  void refusesNormalisationsWithinOtherBlocks() {
    assertRefused(
        () ->
            new SequentialBlock()
                .add(
                    new ParallelBlock(
                        outputs -> outputs.get(0), List.of(BatchNorm.builder().build()))),
        "has a batch normalisation in a ai.djl.nn.ParallelBlock",
        "Write it as a SequentialBlock");
  }

  private static void assertRefused(SubNetFactory factory, String... parts) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> stack(1, factory)).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }
}
