package dev.highorder.stack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.training.ParameterStore;
import dev.highorder.engine.Engines;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScopedForwardTest {

  private static final int THREADS = 4;

  @Test
  void freesWhatTheBlockLeaves() {
    try (NDManager manager = Engines.start().newBaseManager()) {
      List<NDArray> left = new ArrayList<>();
      Block block =
          new LambdaBlock(
              list -> {
                NDArray temporary = list.singletonOrThrow().add(1);
                left.add(temporary);
                return new NDList(temporary.mul(2));
              });

      NDArray y = forward(block, manager.ones(new Shape(2)));

      assertArrayEquals(new float[] {4, 4}, y.toFloatArray());
      assertThrows(IllegalStateException.class, () -> left.get(0).toFloatArray());
    }
  }

  /** MXNet can deadlock if several threads submit operators of one network at the same time. */
  @Test
  void oneThreadAtATimeSubmitsToMxNet() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Block block =
        new LambdaBlock(
            list -> {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              NDArray y = list.singletonOrThrow();
              for (int i = 0; i < 100; i++) {
                y = y.add(1);
              }
              inside.decrementAndGet();
              return new NDList(y);
            });
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (NDManager manager = Engines.start().newBaseManager()) {
      List<Future<float[]>> results = new ArrayList<>();
      for (int i = 0; i < 10 * THREADS; i++) {
        results.add(
            threads.submit(
                () -> {
                  try (NDManager own = manager.newSubManager()) {
                    return forward(block, own.zeros(new Shape(1))).toFloatArray();
                  }
                }));
      }
      for (Future<float[]> result : results) {
        assertArrayEquals(new float[] {100}, result.get());
      }
    } finally {
      threads.shutdown();
    }
    assertEquals(1, most.get());
  }

  private static NDArray forward(Block block, NDArray x) {
    return ScopedForward.of(block, new ParameterStore(x.getManager(), false), x, false, null);
  }
}
