package dev.highorder.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.EarlyStoppingListener;
import ai.djl.training.listener.TrainingListener;
import dev.highorder.backend.Backend;
import dev.highorder.dataset.BatchQueue;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.engine.Engines;
import dev.highorder.engine.ProcessMemory;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.network.ParameterCopies;
import dev.highorder.optimizer.ParameterOptimizer;
import dev.highorder.optimizer.WeightAverage;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.SafetensorsFile;
import dev.highorder.storage.StorageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One training, from where it stands to its last step. */
final class Session {

  /** Steps between looks at the states when nobody asked for them. */
  private static final int STAGE_CHECK = 50;

  /** Of how many images the states are looked at beside a graph, which shows none. */
  private static final int FEW_IMAGES = 8;

  private final FitSettings settings;
  private final TrainingRecipe recipe;
  private final Trainer trainer;
  private final Block network;
  private final Backend backend;
  private final ExampleDataset training;
  private final ExampleDataset validation;
  private final Optional<Checkpoints> checkpoints;
  private final BooleanSupplier stopped;

  private final TrainingStep step;
  private final ParameterOptimizer optimizer;
  private final Replica main;
  private final Optional<WeightAverage> average;
  private final Optional<ParameterCopies> best;
  private final DivergenceCheck divergence;
  private final LeakSentinel sentinel;

  private final long begin = System.nanoTime();
  private long stepsAtBegin;
  private long lastCheckpoint = System.nanoTime();
  private boolean isEnough;
  private Path newest;
  private long savedStep;
  private TrainingState state;

  /**
   * Prepares a training.
   *
   * @param trainer its block is initialised
   * @param from the state to go on from
   * @param checkpoint holds the tensors of that state; empty at the start
   * @param stopped asked after each step whether to end
   */
  Session(
      FitSettings settings,
      Trainer trainer,
      ExampleDataset training,
      ExampleDataset validation,
      TrainingState from,
      Optional<Checkpoint> checkpoint,
      Optional<Checkpoints> checkpoints,
      BooleanSupplier stopped)
      throws StorageException {
    this.settings = settings;
    this.trainer = trainer;
    this.training = training;
    this.validation = validation;
    this.checkpoints = checkpoints;
    this.stopped = stopped;
    recipe = settings.recipe();
    network = trainer.getModel().getBlock();
    NDManager manager = trainer.getManager();
    backend = Engines.backend(manager.getEngine());
    state = from;
    stepsAtBegin = from.step();
    if (checkpoint.isPresent()) {
      newest = checkpoint.get().directory();
      savedStep = from.step();
      checkpoint.get().read(Checkpoint.Tensors.PARAMETERS, SafetensorsFile.parametersOf(network));
    }
    List<Device> devices =
        settings.devices().isEmpty() ? List.of(manager.getDevice()) : settings.devices();
    List<Replica> replicas = Replica.of(manager, network, devices);
    main = replicas.get(0);
    optimizer = ParameterOptimizer.of(recipe, manager);
    step = new TrainingStep(trainer, recipe, replicas, optimizer, settings.recomputation());
    average =
        recipe.averaging() > 0
            ? Optional.of(new WeightAverage(copies(), recipe.averaging()))
            : Optional.empty();
    best = recipe.patience() > 0 ? Optional.of(copies()) : Optional.empty();
    divergence = new DivergenceCheck(training.examples().classes().size(), from.divergence());
    sentinel = new LeakSentinel(trainer.getModel().getNDManager(), network);
    if (checkpoint.isPresent()) {
      restore(checkpoint.get());
    }
  }

  private ParameterCopies copies() {
    return new ParameterCopies(trainer.getManager(), network, main.device(), false);
  }

  private void restore(Checkpoint checkpoint) throws StorageException {
    for (Map.Entry<Checkpoint.Tensors, Map<String, NDArray>> group : tensors().entrySet()) {
      if (checkpoint.has(group.getKey())) {
        checkpoint.read(group.getKey(), group.getValue());
      } else if (group.getKey() == Checkpoint.Tensors.OPTIMIZER) {
        throw StorageException.damaged(
            checkpoint.directory(), "it lacks the state of the optimizer", null);
      }
      // Averages and best parameters that this recipe has newly asked for start from these.
    }
  }

  private Map<Checkpoint.Tensors, Map<String, NDArray>> tensors() {
    Map<Checkpoint.Tensors, Map<String, NDArray>> tensors = new EnumMap<>(Checkpoint.Tensors.class);
    tensors.put(Checkpoint.Tensors.PARAMETERS, main.values());
    if (!optimizer.state().isEmpty()) {
      tensors.put(Checkpoint.Tensors.OPTIMIZER, optimizer.state());
    }
    average.ifPresent(a -> tensors.put(Checkpoint.Tensors.AVERAGE, a.values().byName()));
    best.ifPresent(b -> tensors.put(Checkpoint.Tensors.BEST, b.byName()));
    return tensors;
  }

  /** Trains to the end, leaves the parameters that are to be used in the network. */
  List<EpochResult> run() throws StorageException {
    settings.observer().onStart(state);
    while (!state.isComplete() && !isEnough) {
      learn();
      finishEpoch();
    }
    if (best.isPresent()) {
      copy(best.get().byName(), main.values());
    } else {
      average.ifPresent(a -> copy(a.values().byName(), main.values()));
    }
    return state.results();
  }

  private static void copy(Map<String, NDArray> from, Map<String, NDArray> to) {
    from.forEach((name, array) -> TrainingStep.copy(array, to.get(name)));
  }

  /** Takes the remaining steps of the epoch. */
  private void learn() throws StorageException {
    Evaluation.RunningMetrics metrics = new Evaluation.RunningMetrics(state.sums());
    double secondsBefore = state.seconds();
    double waitedBefore = state.waited();
    long start = System.nanoTime();
    try (BatchQueue batches =
        training.prefetch(trainer.getManager(), state.epoch(), state.batch())) {
      while (batches.hasNext() && !isEnough) {
        Batch batch = batches.next();
        boolean isCompiled = step.prepare(batch);
        Evaluation soFar = backend.call(() -> step(batch, metrics, isCompiled));
        state =
            state.afterBatch(
                metrics.sums(),
                secondsBefore + (System.nanoTime() - start) / 1e9,
                waitedBefore + batches.waited().toNanos() / 1e9,
                divergence.state());
        settings.observer().onStep(progress(soFar));
        saveIfDue();
        stopIfAsked();
      }
    }
  }

  private Evaluation step(Batch batch, Evaluation.RunningMetrics metrics, boolean isCaptured) {
    try (batch) {
      trainer.getManager().getEngine().setRandomSeed(seedOf(state.step()));
      NDArray labels = batch.getLabels().singletonOrThrow();
      long number = state.step() + 1;
      try (TrainingStep.Passes passes = checkedPasses(batch, number, isCaptured)) {
        Optional<String> trouble = divergence.check(passes.loss());
        if (trouble.isPresent()) {
          throw diverged("the loss " + trouble.get(), batch);
        }
        double norm = step.clip(passes);
        if (!Double.isFinite(norm)) {
          throw diverged("the norm of the gradients is " + norm, batch);
        }
        step.update(passes, rate(state.step()), number);
        average.ifPresent(a -> a.add(main.values(), number));
        metrics.add(passes.logits(), labels, passes.loss());
        tellListeners(batch, passes.logits(), TrainingListener::onTrainingBatch);
      }
      if (sentinel.isLeaking()) {
        throw leaking(batch);
      }
    }
    return metrics.result();
  }

  /** Dropout and other randomness of the engine depend on the seed and the step alone. */
  private int seedOf(long number) {
    long mixed = recipe.seed() * 0x9e3779b97f4a7c15L + number * 0xbf58476d1ce4e5b9L;
    return (int) (mixed >>> 33); // 31 bits: engines take no negative seed
  }

  private float rate(long number) {
    return recipe.learningRate().at(number, training.batchesPerEpoch(), recipe.epochs());
  }

  /** Runs both passes, and looks at the states when that is due. */
  private TrainingStep.Passes checkedPasses(Batch batch, long number, boolean isCaptured) {
    boolean told = settings.telemetry() > 0 && number % settings.telemetry() == 0;
    if (!told && number % STAGE_CHECK != 1) {
      return step.passes(batch, false);
    }
    TrainingStep.Passes passes;
    StageNorms norms;
    if (!isCaptured) {
      try (StageProbe probe = new StageProbe(network)) {
        passes = step.passes(batch, true);
        norms = probe.norms(number);
      }
    } else {
      passes = step.passes(batch, false);
      // A whole batch operator by operator needs its memory beside the graph's.
      NDArray images = batch.getData().singletonOrThrow();
      norms =
          told
              ? StageProbe.recomputedNorms(network, images, number)
              : StageProbe.recomputedNorms(network, first(FEW_IMAGES, images), number);
    }
    Optional<StageNorms.StageNorm> exploded = norms.firstExploded();
    if (exploded.isPresent()) {
      passes.close();
      throw diverged(
          "a state has the size %.3g in %s".formatted(exploded.get().rms(), exploded.get()), batch);
    }
    if (told) {
      settings.observer().onStages(norms);
    }
    return passes;
  }

  private static NDArray first(long most, NDArray images) {
    return images.get(new NDIndex(":{}", Math.min(most, images.size(0))));
  }

  private DivergedException diverged(String what, Batch batch) {
    String where =
        new Diagnosis(network, main.parameters(), trainer.getManager().getEngine())
            .of(batch.getData().singletonOrThrow());
    float rate = rate(state.step());
    return new DivergedException(
        ("The training diverged in epoch %d, batch %d: %s. %s The learning rate was %.3g; %s. If the"
                + " first batch already fails, look at the images and at the scale of the sub-net's"
                + " output.")
            .formatted(
                state.epoch() + 1,
                state.batch() + 1,
                what,
                where,
                rate,
                newest == null
                    ? "try %.2g".formatted(recipe.learningRate().base() / 3)
                    : "go on from %s with %.2g"
                        .formatted(newest, recipe.learningRate().base() / 3)));
  }

  private LeakException leaking(Batch batch) {
    return new LeakException(
        "Arrays pile up with every step. %s Close them, or create them in the manager of the input."
            .formatted(sentinel.describe(() -> recordedForward(batch))));
  }

  @SuppressWarnings("try") // the engine records as long as the collector is open
  private void recordedForward(Batch batch) {
    try (GradientCollector collector = trainer.newGradientCollector()) {
      network.forward(main.parameters(), batch.getData(), batch.getLabels(), null).close();
    }
  }

  private void finishEpoch() throws StorageException {
    long start = System.nanoTime();
    ParameterStore evaluated =
        average.<ParameterStore>map(WeightAverage::values).orElse(main.parameters());
    Evaluation validated =
        Evaluation.of(
            network,
            trainer.getManager(),
            evaluated,
            validation,
            (batch, logits) ->
                tellListeners(batch, logits.head(), TrainingListener::onValidationBatch));
    Evaluation trained = new Evaluation.RunningMetrics(state.sums()).result();
    double learning = state.seconds();
    EpochResult result =
        new EpochResult(
            state.epoch() + 1,
            trained,
            validated,
            learning + (System.nanoTime() - start) / 1e9,
            rate(state.step() - 1),
            new EpochResult.Resources(
                trained.images() / learning,
                state.waited() / learning,
                sentinel.count(),
                ProcessMemory.residentBytes().orElse(0),
                Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()));
    if (validated.accuracy() > state.bestAccuracy()) {
      best.ifPresent(b -> copy(evaluatedValues(), b.byName()));
    }
    state = state.afterEpoch(result);
    save();
    settings.observer().onEpoch(result);
    tell(listener -> listener.onEpoch(trainer));
    stopIfAsked();
  }

  private Map<String, NDArray> evaluatedValues() {
    return average.map(a -> a.values().byName()).orElse(main.values());
  }

  private void saveIfDue() throws StorageException {
    if (checkpoints.isEmpty() || state.batch() == training.batchesPerEpoch()) {
      return; // the one after the evaluation follows
    }
    CheckpointPolicy policy = settings.checkpoints().orElseThrow();
    Duration since = Duration.ofNanos(System.nanoTime() - lastCheckpoint);
    boolean isDue = policy.steps() > 0 && state.step() % policy.steps() == 0;
    if (isDue || since.compareTo(policy.interval()) >= 0) {
      save();
    }
  }

  private void save() throws StorageException {
    if (checkpoints.isEmpty()) {
      return;
    }
    try {
      newest = checkpoints.get().write(state, tensors());
      savedStep = state.step();
    } catch (StorageException e) {
      throw new StorageException(
          e.getMessage()
              + (newest == null
                  ? " There is no checkpoint yet."
                  : " The last good checkpoint is %s.".formatted(newest)),
          e);
    }
    checkpoints.get().prune(state.results(), newest);
    lastCheckpoint = System.nanoTime();
    settings.observer().onCheckpoint(newest);
  }

  private void stopIfAsked() throws StorageException {
    if (!stopped.getAsBoolean() || state.isComplete()) {
      return;
    }
    if (state.step() != savedStep) {
      save();
    }
    throw new StoppedException(
        "Stopped in epoch %d, after batch %d of %d. %s"
            .formatted(
                state.epoch() + 1,
                state.batch(),
                training.batchesPerEpoch(),
                newest == null
                    ? "No checkpoints were asked for, so nothing is kept."
                    : "To go on, resume from " + newest + "."));
  }

  /** What DJL's listeners are called with. */
  @FunctionalInterface
  private interface BatchEvent {
    void tell(TrainingListener listener, Trainer trainer, TrainingListener.BatchData data);
  }

  private void tellListeners(Batch batch, NDArray logits, BatchEvent event) {
    if (settings.listeners().isEmpty()) {
      return;
    }
    Map<Device, NDList> labels = new ConcurrentHashMap<>();
    labels.put(main.device(), batch.getLabels());
    Map<Device, NDList> predictions = new ConcurrentHashMap<>();
    predictions.put(main.device(), new NDList(logits));
    TrainingListener.BatchData data = new TrainingListener.BatchData(batch, labels, predictions);
    tell(listener -> event.tell(listener, trainer, data));
  }

  /** A listener that wants to end the training throws; what was begun is finished all the same. */
  private void tell(Consumer<TrainingListener> event) {
    try {
      trainer.notifyListeners(event);
    } catch (EarlyStoppingListener.EarlyStoppedException e) {
      isEnough = true;
    }
  }

  private TrainingProgress progress(Evaluation soFar) {
    int batches = training.batchesPerEpoch();
    Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
    long done = state.step() - stepsAtBegin;
    long remaining = (long) recipe.epochs() * batches - state.step();
    return new TrainingProgress(
        state.epoch() + 1,
        recipe.epochs(),
        state.batch(),
        batches,
        soFar,
        elapsed,
        Duration.ofNanos((long) (elapsed.toNanos() * ((double) remaining / done))));
  }
}
