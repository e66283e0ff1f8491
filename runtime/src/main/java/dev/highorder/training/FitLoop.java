package dev.highorder.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.metric.Metrics;
import ai.djl.nn.Block;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListener;
import dev.highorder.backend.Backend;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.engine.Engines;
import dev.highorder.input.InputFormat;
import dev.highorder.optimizer.ParameterOptimizer;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.checkpoint.Checkpoint;
import dev.highorder.training.checkpoint.CheckpointPolicy;
import dev.highorder.training.checkpoint.Checkpoints;
import dev.highorder.training.state.DataSetIdentity;
import dev.highorder.training.state.Origin;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Trains networks on DJL's trainer by a {@link TrainingRecipe}, on one device or several, with
 * checkpoints from which a run is resumed exactly.
 *
 * <p>On one machine the same recipe gives the same parameters, bit for bit, if the engine uses one
 * thread, whether a run was resumed or not. With more threads, engines may add numbers in another
 * order each time.
 */
public final class FitLoop {

  private final TrainingRecipe recipe;
  private final List<TrainingCallback> callbacks;
  private final List<TrainingListener> listeners;
  private final List<Device> devices;
  private final Recomputation recomputation;
  private final CheckpointPolicy checkpoints;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private FitLoop(Builder builder) {
    recipe = Objects.requireNonNull(builder.recipe, "setRecipe is required");
    callbacks = List.copyOf(builder.callbacks);
    listeners = builder.listeners;
    devices = builder.devices;
    recomputation = builder.recomputation;
    checkpoints = builder.checkpoints;
  }

  /** Starts a loop; its recipe is required. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Interrupts the run: it finishes its batch, writes a checkpoint if there is a policy, and throws
   * {@link TrainingStoppedException}. Any thread may call this. An interrupt of the thread that
   * called {@link #fit} or {@link #resume} does the same; it is interrupted again when these throw.
   */
  public void stop() {
    stopped.set(true);
  }

  /**
   * Trains as {@link #fit(Model, ExampleSet, ExampleSet, InputFormat)} does, with the format that
   * was measured on the training set.
   */
  public TrainingRun fit(Model model, ExampleSet training, ExampleSet validation)
      throws StorageException {
    return fit(model, training, validation, training.measuredFormat());
  }

  /**
   * Trains the model's block from the first step. Parameters without a value are initialised as by
   * He et al. (2015), from the recipe's seed.
   *
   * @param model holds the network, from {@code (batch, shape of the format)} to logits {@code
   *     (batch, classes)}. It stays open. In the end the network has the weights of the last step,
   *     their average, or the best, as the recipe says
   * @param training the training set
   * @param validation the validation set, which is evaluated after each epoch
   * @param format the format in which the network reads an example
   * @return the settings and results of the run, as {@code SavedClassifier} saves them
   * @throws dev.highorder.training.callback.TrainingDivergedException if the loss is not finite, or
   *     losses, gradients or stages are out of bounds
   * @throws dev.highorder.training.callback.ArrayLeakException if arrays accumulate
   * @throws TrainingStoppedException if {@link #stop} was called, or the thread was interrupted
   * @throws StorageException if a checkpoint cannot be written, another run has the directory open,
   *     or it holds checkpoints already, which stay as they are unless the policy {@linkplain
   *     CheckpointPolicy#replacing replaces} them
   */
  public TrainingRun fit(
      Model model, ExampleSet training, ExampleSet validation, InputFormat format)
      throws StorageException {
    TrainingData data = TrainingData.of(recipe, training, validation, format);
    Beginning start =
        Beginning.of(new Origin(recipe, TrainingData.identity(training), format, engine(model)));
    if (checkpoints == null) {
      return train(model, data, start, callbacks(Optional.empty()));
    }
    // Opened before it is read: another process may be about to begin a run there.
    try (Checkpoints files = Checkpoints.open(checkpoints)) {
      requireFree();
      return train(model, data, start, callbacks(Optional.of(files)));
    }
  }

  private void requireFree() throws StorageException {
    if (!checkpoints.replaces() && Checkpoints.newest(checkpoints.directory()).isPresent()) {
      throw new StorageException(
          "%s holds the checkpoints of another run. Resume that run, or choose another directory."
              .formatted(ForeignText.show(checkpoints.directory())));
    }
  }

  /**
   * Resumes a run from the newest undamaged checkpoint of the model's network, with this loop's
   * recipe. With the recipe of the checkpoint, the parameters in the end are those of a run that
   * was never interrupted.
   *
   * @param model holds the network that was trained, initialised or not
   * @param training the training set of the run
   * @param validation the validation set
   * @return as if the whole run had been one
   * @throws StorageException if there is no undamaged checkpoint of this network
   * @throws IllegalArgumentException if the training set or the engine is another, or the recipe
   *     has another batch size, update rule, seed or momentum
   * @throws IllegalStateException if the loop has no {@link Builder#optCheckpoints}
   */
  public TrainingRun resume(Model model, ExampleSet training, ExampleSet validation)
      throws StorageException {
    if (checkpoints == null) {
      throw new IllegalStateException(
          "The loop does not know where the checkpoints are. Set optCheckpoints to resume.");
    }
    if (!Files.isDirectory(checkpoints.directory())) {
      throw nothingToResume();
    }
    // Opened before it is read: no other process may change it, and half-done changes are
    // completed.
    try (Checkpoints files = Checkpoints.open(checkpoints)) {
      Checkpoint newest =
          Checkpoints.newest(checkpoints.directory(), new SameNetwork(model, training))
              .orElseThrow(this::nothingToResume);
      DataSetIdentity identity = TrainingData.identity(training);
      ResumeCheck.requireFit(newest, recipe, identity, engine(model));
      files.setAsideNewerThan(newest.directory());
      InputFormat format = newest.inputFor(training);
      Origin origin = new Origin(recipe, identity, format, engine(model));
      return train(
          model,
          TrainingData.of(recipe, training, validation, format),
          Beginning.at(newest, origin),
          callbacks(Optional.of(files)));
    }
  }

  private StorageException nothingToResume() {
    String folder = ForeignText.show(checkpoints.directory());
    return new StorageException(
        folder + " holds no checkpoint. Give the checkpoint directory of a run that was begun.");
  }

  private static String engine(Model model) {
    return model.getNDManager().getEngine().getEngineName();
  }

  private CallbackList callbacks(Optional<Checkpoints> files) {
    return CallbackList.of(recipe, callbacks, !listeners.isEmpty(), files);
  }

  private TrainingRun train(Model model, TrainingData data, Beginning from, CallbackList all)
      throws StorageException {
    Device own = model.getNDManager().getDevice();
    if (!devices.isEmpty() && !devices.get(0).equals(own)) {
      throw new IllegalArgumentException(
          "The first device is %s, but the model is on %s. Give the model's first."
              .formatted(devices.get(0), own));
    }
    Backend backend = Engines.backend(model.getNDManager().getEngine());
    Trainer trainer =
        backend.call(
            () ->
                model.newTrainer(
                    TrainerConfig.of(
                        recipe, model.getBlock(), data.training().examples(), listeners, own)));
    try {
      TrainingLoop loop = backend.call(() -> loop(model, trainer, data, from, all));
      return new TrainingRun(
          recipe, data.training().examples(), data.format(), loop.run(), data.guessing());
    } finally {
      backend.run(trainer::close);
      stopped.set(false);
    }
  }

  private TrainingLoop loop(
      Model model, Trainer trainer, TrainingData data, Beginning from, CallbackList all)
      throws StorageException {
    Device own = model.getNDManager().getDevice();
    Block network = model.getBlock();
    model.getNDManager().getEngine().setRandomSeed(recipe.engineSeed());
    // Not by the trainer, which would keep a copy of every parameter for its own updates.
    network.initialize(model.getNDManager(), model.getDataType(), data.inputShape());
    if (!listeners.isEmpty()) {
      trainer.setMetrics(new Metrics());
    }
    from.readParameters(network);
    data.warnOfSingleValues(network, recipe, Math.max(1, devices.size()));
    List<Replica> replicas =
        Replica.of(trainer.getManager(), network, devices.isEmpty() ? List.of(own) : devices);
    ParameterOptimizer optimizer = ParameterOptimizer.of(recipe, trainer.getManager());
    TrainingStep step = new TrainingStep(trainer, recipe, replicas, optimizer, recomputation);
    ActiveRun run =
        new ActiveRun(
            trainer, new LearnedTensors(replicas.get(0), optimizer), all, data, from.state());
    from.restore(run);
    return new TrainingLoop(run, new LearningStep(run, step, all), all, data, stopped::get);
  }

  /** A builder of {@link FitLoop}; {@code set} values are required. */
  public static final class Builder {

    private final List<TrainingCallback> callbacks = new ArrayList<>();
    private TrainingRecipe recipe;
    private List<TrainingListener> listeners = List.of();
    private List<Device> devices = List.of();
    private Recomputation recomputation = Recomputation.REVERSIBLE;
    private CheckpointPolicy checkpoints;

    private Builder() {}

    /** Sets what is trained with: epochs, batch size, learning rate, and so on. Required. */
    public Builder setRecipe(TrainingRecipe recipe) {
      this.recipe = Objects.requireNonNull(recipe, "recipe");
      return this;
    }

    /**
     * Adds a callback. Callbacks are called in the order in which they were added. Default: none
     * but those that the recipe and the other settings need.
     */
    public Builder optCallback(TrainingCallback callback) {
      callbacks.add(Objects.requireNonNull(callback, "callback"));
      return this;
    }

    /**
     * Sets DJL's listeners, which are called for batches, epochs, and at both ends of a run.
     * Default: none.
     */
    public Builder optListeners(TrainingListener... listeners) {
      this.listeners = List.of(listeners);
      return this;
    }

    /** Sets where and when checkpoints are written. Default: no checkpoints. */
    public Builder optCheckpoints(CheckpointPolicy checkpoints) {
      this.checkpoints = Objects.requireNonNull(checkpoints, "checkpoints");
      return this;
    }

    /**
     * Sets the devices that share each batch. Each computes the gradients of its part, and their
     * sum updates all replicas. Batch normalisation sees one part at a time. Default: the model's
     * device.
     *
     * @param devices the model's device first; a device may be given several times
     */
    public Builder optDevices(Device... devices) {
      this.devices = List.of(devices);
      return this;
    }

    /**
     * Sets which activations are computed again in the backward pass instead of being kept. This
     * saves memory and costs time. Default: those of reversible stacks.
     */
    public Builder optRecomputation(Recomputation recomputation) {
      this.recomputation = Objects.requireNonNull(recomputation, "recomputation");
      return this;
    }

    /**
     * Returns the loop, which may run several times, but not at the same time.
     *
     * @throws NullPointerException if the recipe is missing
     */
    public FitLoop build() {
      return new FitLoop(this);
    }
  }
}
