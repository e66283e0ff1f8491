package dev.highorder.training.callback;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.translate.Batchifier;
import dev.highorder.engine.Engines;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.image.Normalisation;
import dev.highorder.input.ImageFormat;
import dev.highorder.network.Network;
import dev.highorder.network.ParameterCopies;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.stack.TanhStack;
import dev.highorder.storage.SafetensorsFile;
import dev.highorder.training.checkpoint.Snapshot;
import dev.highorder.training.diagnosis.StageNorms;
import dev.highorder.training.state.DataSetIdentity;
import dev.highorder.training.state.EpochResult;
import dev.highorder.training.state.EpochSoFar;
import dev.highorder.training.state.Origin;
import dev.highorder.training.state.TrainingState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run without a loop: a real network and trainer, whose events a test calls by hand. */
final class FakeRun implements TrainingContext, AutoCloseable {

  static final int BATCHES_PER_EPOCH = 6;

  /** The checkpoints that the callback has reported. */
  final List<Path> checkpoints = new ArrayList<>();

  boolean isFinished;
  TrainingState state;

  private final Model model = Model.newInstance("fake", Engines.start().getEngineName());
  private final Network network;
  private final Trainer trainer;
  private final ParameterStore parameters;
  private Map<String, NDArray> evaluated;

  FakeRun(TrainingListener... listeners) {
    network =
        Network.builder()
            .setClasses(3)
            .setWidths(4)
            .setBlocks(1)
            .setStack(TanhStack::withBlocks)
            .build();
    model.setBlock(network);
    network.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 3, 8, 8));
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .addTrainingListeners(listeners));
    parameters = new ParameterStore(trainer.getManager(), false);
    evaluated = weights();
    state =
        TrainingState.start(
            new Origin(
                TrainingRecipe.quick(4).build(),
                new DataSetIdentity("fake", 6 * 64, "0"),
                new ImageFormat(3, 8, 8, Normalisation.none()),
                model.getNDManager().getEngine().getEngineName()));
  }

  NDManager manager() {
    return trainer.getManager();
  }

  /** Returns a batch of two examples with given results. */
  BatchResult batch(float loss, double gradientNorm, StageNorms stages) {
    NDManager own = manager().newSubManager();
    NDArray data = own.ones(new Shape(2, 3, 8, 8));
    Batch batch =
        new Batch(
            own,
            new NDList(data),
            new NDList(own.zeros(new Shape(2))),
            2,
            Batchifier.STACK,
            Batchifier.STACK,
            2,
            2);
    Map<String, NDArray> gradients = Map.of("weight", own.ones(new Shape(4)));
    return new BatchResult(
        batch, own.zeros(new Shape(2, 3)), loss, gradientNorm, gradients, stages);
  }

  BatchResult batch(float loss) {
    return batch(loss, 0, StageNorms.NONE);
  }

  /** Moves the run forward by one batch. */
  void step() {
    state = state.afterBatch(EpochSoFar.NOTHING);
  }

  /** Ends the epoch, and returns its result. */
  EpochResult endEpoch(double accuracy) {
    return endEpoch(new Evaluation(90, 1, accuracy));
  }

  /** Ends the epoch with a validation loss, and returns its result. */
  EpochResult endEpochWithLoss(double loss) {
    return endEpoch(new Evaluation(90, loss, 0.5));
  }

  private EpochResult endEpoch(Evaluation evaluation) {
    EpochResult result =
        new EpochResult(
            state.position().epoch() + 1,
            evaluation,
            evaluation,
            1,
            0.1f,
            new EpochResult.Resources(1, 0, 1, 1, 1));
    state = state.afterEpoch(result);
    return result;
  }

  /** Sets all weights to a number. */
  void setWeights(float value) {
    weights().values().forEach(weight -> fill(weight, value));
  }

  /** Sets all elements of a tensor to a number. */
  static void fill(NDArray array, float value) {
    try (NDArray plain = array.stopGradient();
        NDArray filled = plain.onesLike().mul(value)) {
      filled.copyTo(plain);
    }
  }

  /** Returns all distinct elements of some tensors. */
  static List<Float> distinct(Map<String, NDArray> tensors) {
    return tensors.values().stream()
        .flatMap(tensor -> java.util.stream.Stream.of(tensor.toArray()))
        .map(Number::floatValue)
        .distinct()
        .toList();
  }

  @Override
  public TrainingState state() {
    return state;
  }

  @Override
  public int batchesPerEpoch() {
    return BATCHES_PER_EPOCH;
  }

  @Override
  public float learningRate() {
    return 0.1f;
  }

  @Override
  public Block network() {
    return network;
  }

  @Override
  public Trainer trainer() {
    return trainer;
  }

  @Override
  public ParameterStore parameters() {
    return parameters;
  }

  @Override
  public Map<String, NDArray> weights() {
    return SafetensorsFile.parametersOf(network);
  }

  @Override
  public Map<String, NDArray> evaluatedWeights() {
    return evaluated;
  }

  @Override
  public void evaluateWith(ParameterCopies copies) {
    evaluated = copies.byName();
  }

  @Override
  public ParameterCopies copyWeights() {
    return new ParameterCopies(manager(), network, manager().getDevice(), false);
  }

  @Override
  public void finish() {
    isFinished = true;
  }

  @Override
  public void onEngine(Runnable work) {
    work.run();
  }

  @Override
  public Optional<Path> lastCheckpoint() {
    return checkpoints.isEmpty()
        ? Optional.empty()
        : Optional.of(checkpoints.get(checkpoints.size() - 1));
  }

  @Override
  public Snapshot snapshot() {
    return new Snapshot(state, Map.of(Snapshot.PARAMETERS, weights()));
  }

  @Override
  public void checkpointWritten(Path checkpoint) {
    checkpoints.add(checkpoint);
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
