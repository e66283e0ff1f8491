package dev.highorder.stack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.highorder.engine.Engines;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HighOrderStackTest {

  private final Engine engine = Engines.start();
  private final NDManager manager = engine.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void aForwardPassLeavesOnlyItsOutput() {
    try (NDManager scope = manager.newSubManager()) {
      TanhStack stack = TanhStack.withBlocks(3, 4);
      stack.initialize(manager, DataType.FLOAT32, new Shape(2, 4, 5, 5));
      NDArray x = scope.ones(new Shape(2, 4, 5, 5));
      int before = scope.getManagedArrays().size();

      NDArray y = forward(stack, x, false);

      assertEquals(before + 1, scope.getManagedArrays().size(), "the output is the only new array");
      assertEquals(x.getShape(), y.getShape());
      assertEquals(scope, x.getManager(), "the input is with its manager again");
    }
  }

  /** The gradient of a midpoint block with tanh, by central differences in double precision. */
  @Test
  void gradientsAreRightAlthoughTemporariesAreClosedEarly() {
    TanhStack stack = new TanhStack(1, () -> lambda(Activation::tanh));
    float[] at = {-0.8f, 0.1f, 1.3f};
    stack.initialize(manager, DataType.FLOAT32, new Shape(3));
    NDArray x = manager.create(at);
    x.setRequiresGradient(true);
    try (GradientCollector collector = engine.newGradientCollector()) {
      collector.backward(forward(stack, x, true).sum());
    }

    float[] gradient = x.getGradient().toFloatArray();

    for (int i = 0; i < at.length; i++) {
      double h = 1e-6;
      double difference = (midpoint(at[i] + h) - midpoint(at[i] - h)) / (2 * h);
      assertEquals(difference, gradient[i], 1e-5);
    }
  }

  private static double midpoint(double x) {
    return x + Math.tanh(x + Math.tanh(x) / 2);
  }

  @Test
  void aSubNetMayReturnItsInput() {
    TanhStack stack = new TanhStack(2, () -> lambda(array -> array));
    stack.initialize(manager, DataType.FLOAT32, new Shape(2));
    NDArray x = manager.create(new float[] {1, -2});

    // y = x + (x + x/2) = 2.5 x, twice.
    assertArrayEquals(new float[] {6.25f, -12.5f}, forward(stack, x, false).toFloatArray());
    assertArrayEquals(new float[] {1, -2}, x.toFloatArray(), "the input is intact");
  }

  @Test
  void namesTheSubNetThatChangesTheShape() {
    TanhStack stack = TanhStack.withBlocks(2, 8);

    String message =
        assertThrows(
                ShapeChangedException.class,
                () -> stack.initialize(manager, DataType.FLOAT32, new Shape(1, 4, 5, 5)))
            .getMessage();

    assertTrue(message.contains("test.Tanh"), message);
    assertTrue(message.contains("stage 1 of block 1 (MIDPOINT)"), message);
    assertTrue(message.contains("(1, 4, 5, 5)") && message.contains("(1, 8, 5, 5)"), message);
  }

  /** A block can declare a shape and return another; adding would broadcast silently. */
  @Test
  void namesTheSubNetThatReturnsAnotherShapeThanItDeclares() {
    TanhStack stack =
        new TanhStack(
            1,
            () ->
                new LambdaBlock(list -> new NDList(list.head().mean(new int[] {1}, true))) {
                  @Override
                  public Shape[] getOutputShapes(Shape[] inputShapes) {
                    return inputShapes;
                  }
                });
    stack.initialize(manager, DataType.FLOAT32, new Shape(2, 4));

    String message =
        assertThrows(
                ShapeChangedException.class,
                () -> forward(stack, manager.ones(new Shape(2, 4)), false))
            .getMessage();

    assertTrue(message.contains("given (2, 4) and returned (2, 1)"), message);
  }

  @Test
  void refusesNoBlocksAndFactoriesThatReturnNoNewBlock() {
    Block shared = new SequentialBlock();

    assertMessage("at least 1 block, not 0", () -> TanhStack.withBlocks(0, 4));
    assertMessage("returned null", () -> new TanhStack(1, () -> null));
    assertMessage("the same block twice", () -> new TanhStack(1, () -> shared));
  }

  @Test
  void refusesSeveralInputs() {
    TanhStack stack = new TanhStack(1, Blocks::identityBlock);
    NDArray x = manager.ones(new Shape(1));

    assertMessage(
        "takes one tensor, not 2",
        () -> stack.forward(new ParameterStore(manager, false), new NDList(x, x), false));
  }

  private static void assertMessage(String part, Runnable work) {
    String message = assertThrows(IllegalArgumentException.class, work::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static Block lambda(Function<NDArray, NDArray> f) {
    return LambdaBlock.singleton(f, "f");
  }

  private NDArray forward(Block block, NDArray x, boolean training) {
    return block.forward(new ParameterStore(manager, false), new NDList(x), training).head();
  }
}
