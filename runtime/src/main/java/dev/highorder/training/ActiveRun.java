package dev.highorder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import dev.highorder.engine.Engines;
import dev.highorder.network.ParameterCopies;
import dev.highorder.storage.StorageException;
import dev.highorder.training.callback.StatefulCallback;
import dev.highorder.training.callback.TrainingContext;
import dev.highorder.training.checkpoint.Checkpoint;
import dev.highorder.training.checkpoint.Snapshot;
import dev.highorder.training.state.EpochResult;
import dev.highorder.training.state.EpochSoFar;
import dev.highorder.training.state.TrainingState;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The changing parts of a run: its state, what its weights are evaluated as, its checkpoints. */
final class ActiveRun implements TrainingContext {

  private final Trainer trainer;
  private final LearnedTensors learned;
  private final CallbackList callbacks;
  private final TrainingData data;
  private TrainingState state;
  private ParameterStore evaluated;
  private Map<String, NDArray> evaluatedWeights;
  private Path lastCheckpoint;
  private boolean isFinishing;

  /**
   * Begins a run.
   *
   * @param learned the tensors that learning changes
   * @param state where the run stands
   */
  ActiveRun(
      Trainer trainer,
      LearnedTensors learned,
      CallbackList callbacks,
      TrainingData data,
      TrainingState state) {
    this.trainer = trainer;
    this.learned = learned;
    this.callbacks = callbacks;
    this.data = data;
    this.state = state;
    evaluated = parameters();
    evaluatedWeights = weights();
    callbacks.stateful().forEach(callback -> callback.create(this));
  }

  /** Reads everything from a checkpoint but the network's parameters, which were read before. */
  void restore(Checkpoint checkpoint) throws StorageException {
    lastCheckpoint = checkpoint.directory();
    learned.restoreOptimizer(checkpoint);
    for (StatefulCallback callback : callbacks.stateful()) {
      // A callback that the checkpoint does not know begins with a new memory.
      if (checkpoint.state().callbacks().containsKey(callback.name())) {
        callback.restore(checkpoint.state().callbacks().get(callback.name()));
      }
      if (checkpoint.has(callback.name())) {
        checkpoint.read(callback.name(), callback.tensors());
      }
    }
  }

  @Override
  public TrainingState state() {
    return state;
  }

  void advance(EpochSoFar soFar) {
    state = state.afterBatch(soFar);
  }

  void advance(EpochResult result) {
    state = state.afterEpoch(result);
  }

  @Override
  public int batchesPerEpoch() {
    return data.training().batchesPerEpoch();
  }

  @Override
  public float learningRate() {
    return learningRate(state.position().step());
  }

  /** Returns the learning rate of the step after so many steps. */
  float learningRate(long stepsBefore) {
    return state
        .recipe()
        .learningRate()
        .at(stepsBefore, batchesPerEpoch(), state.recipe().epochs());
  }

  @Override
  public Block network() {
    return trainer.getModel().getBlock();
  }

  @Override
  public Trainer trainer() {
    return trainer;
  }

  NDManager manager() {
    return trainer.getManager();
  }

  @Override
  public ParameterStore parameters() {
    return learned.main().parameters();
  }

  @Override
  public Map<String, NDArray> weights() {
    return learned.main().values();
  }

  /** Returns where the weights are that the network is evaluated with. */
  ParameterStore evaluatedParameters() {
    return evaluated;
  }

  @Override
  public Map<String, NDArray> evaluatedWeights() {
    return evaluatedWeights;
  }

  @Override
  public void evaluateWith(ParameterCopies copies) {
    evaluated = copies;
    evaluatedWeights = copies.byName();
  }

  @Override
  public ParameterCopies copyWeights() {
    return Engines.backend(manager().getEngine())
        .call(() -> new ParameterCopies(manager(), network(), learned.main().device(), false));
  }

  @Override
  public void finish() {
    isFinishing = true;
  }

  /** Returns whether a callback has ended the run. */
  boolean isFinishing() {
    return isFinishing;
  }

  @Override
  public void onEngine(Runnable work) {
    Engines.backend(manager().getEngine()).run(work::run);
  }

  @Override
  public Optional<Path> lastCheckpoint() {
    return Optional.ofNullable(lastCheckpoint);
  }

  @Override
  public Snapshot snapshot() {
    Map<String, Map<String, NDArray>> tensors = learned.groups();
    Map<String, Map<String, Double>> numbers = new LinkedHashMap<>();
    for (StatefulCallback callback : callbacks.stateful()) {
      if (!callback.tensors().isEmpty()) {
        tensors.put(callback.name(), callback.tensors());
      }
      if (!callback.numbers().isEmpty()) {
        numbers.put(callback.name(), callback.numbers());
      }
    }
    return new Snapshot(state.withCallbacks(numbers), tensors);
  }

  @Override
  public void checkpointWritten(Path checkpoint) {
    lastCheckpoint = checkpoint;
    callbacks.onCheckpoint(this, checkpoint);
  }
}
