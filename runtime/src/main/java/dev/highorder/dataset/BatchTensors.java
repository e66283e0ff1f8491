package dev.highorder.dataset;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.Batchifier;
import dev.highorder.backend.Backend;
import dev.highorder.engine.Engines;
import java.nio.FloatBuffer;

/** Makes DJL batches of prepared ones, on the engine's thread if it has one. */
final class BatchTensors {

  private final EpochPlan plan;
  private final NDManager manager;
  // DJL copies a heap array into a new direct buffer for every array it creates, and that memory
  // returns only with the garbage collector. One direct buffer serves all batches: both engines
  // have copied it when create returns.
  private final FloatBuffer buffer;
  private final Backend backend;

  BatchTensors(EpochPlan plan, NDManager manager) {
    this.plan = plan;
    this.manager = manager;
    backend = Engines.backend(manager.getEngine());
    int floats = Math.multiplyExact(plan.largestBatch(), Math.toIntExact(plan.shape().size()));
    buffer = manager.allocateDirect(Math.multiplyExact(floats, Float.BYTES)).asFloatBuffer();
  }

  Batch of(EpochPlan.Prepared prepared) {
    return backend.call(() -> create(prepared));
  }

  private Batch create(EpochPlan.Prepared prepared) {
    int size = prepared.labels().length;
    buffer.clear().put(prepared.data()).flip();
    NDManager own = manager.newSubManager();
    try {
      Shape shape = new Shape(size).addAll(plan.shape());
      return new Batch(
          own,
          new NDList(own.create(buffer, shape)),
          new NDList(own.create(prepared.labels())),
          size,
          Batchifier.STACK,
          Batchifier.STACK,
          prepared.end(),
          plan.end(),
          prepared.indices());
    } catch (RuntimeException | Error e) {
      own.close();
      throw e;
    }
  }
}
