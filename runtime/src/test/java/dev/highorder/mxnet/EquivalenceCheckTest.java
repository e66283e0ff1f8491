package dev.highorder.mxnet;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.LambdaBlock;
import ai.djl.training.ParameterStore;
import dev.highorder.backend.UntraceableNetworkException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EquivalenceCheckTest {

  private static final double TOLERANCE = EquivalenceCheck.CPU_TOLERANCE;

  private final NDManager manager = MxNetBackend.get().start(0).newBaseManager();
  private final EquivalenceCheck check =
      new EquivalenceCheck(
          MxNetBackend.get(),
          LambdaBlock.singleton(x -> x.mul(2), "doubled"),
          new ParameterStore(manager, false),
          TOLERANCE);

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray batch() {
    return manager.arange(9f * 5).reshape(new Shape(9, 5));
  }

  private void assertDiffers(UnaryOperator<NDArray> graph) {
    NDArray x = batch();
    String message =
        assertThrows(IllegalStateException.class, () -> check.require(graph, x)).getMessage();
    assertTrue(message.contains("computes something else"), message);
  }

  @Test
  void roundingPasses() {
    NDArray x = batch();
    int arrays = manager.getManagedArrays().size();
    check.require(input -> input.mul(2.00005f), x);

    assertEquals(arrays, manager.getManagedArrays().size());
  }

  @Test
  void differencesInTheFirstOrTheLastExamplesAreFound() {
    assertDiffers(input -> input.mul(2.001f));
    assertDiffers(input -> wrongAt(input, 0));
    assertDiffers(input -> wrongAt(input, 8));
  }

  private static NDArray wrongAt(NDArray input, long example) {
    NDArray output = input.mul(2);
    output.set(new NDIndex(example), row -> row.addi(1));
    return output;
  }

  @Test
  void numbersThatAreNotFiniteEqualThemselves() {
    float[] expected = {1, Float.NaN, Float.POSITIVE_INFINITY};
    assertDoesNotThrow(() -> EquivalenceCheck.requireSame(expected, expected.clone(), TOLERANCE));
    float[] finite = {1, 5, 5};
    for (int i = 1; i < expected.length; i++) {
      float[] other = finite.clone();
      other[i] = expected[i];
      assertThrows(
          IllegalStateException.class,
          () -> EquivalenceCheck.requireSame(finite, other, TOLERANCE));
    }
  }

  /** A network that overflows is at fault itself: no stack trace is to be reported. */
  @Test
  void aNetworkWhoseOutputsAreNotFiniteCannotBeCompared() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      float[] expected = {1, value};
      for (float[] actual : new float[][] {{1, 5}, {5, value}, {1, Float.NEGATIVE_INFINITY}}) {
        assertThrows(
            UntraceableNetworkException.class,
            () -> EquivalenceCheck.requireSame(expected, actual, TOLERANCE));
      }
    }
    float[] expected = {1, 2, 3};
    assertThrows(
        IllegalStateException.class,
        () -> EquivalenceCheck.requireSame(expected, new float[] {1, 2}, TOLERANCE));
  }
}
