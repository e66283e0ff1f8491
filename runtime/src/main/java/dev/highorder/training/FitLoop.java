package dev.highorder.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.metric.Metrics;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.listener.TrainingListener;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.input.InputFormat;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.StorageException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Trains a network on DJL's trainer, by a recipe, on one device or several, with checkpoints from
 * which it goes on exactly.
 *
 * <p>The same recipe on the same machine gives the same parameters, bit for bit, if the engine uses
 * one thread; interrupted and resumed or not. With more threads, engines may add numbers in another
 * order each time.
 */
public final class FitLoop {

  private final TrainingRecipe recipe;
  private final TrainingObserver observer;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private Recomputation recomputation = Recomputation.REVERSIBLE;
  private List<Device> devices = List.of();
  private List<TrainingListener> listeners = List.of();
  private CheckpointPolicy checkpoints;
  private int telemetry;

  /** Creates a loop that trains by a recipe and tells the observer. */
  public FitLoop(TrainingRecipe recipe, TrainingObserver observer) {
    this.recipe = recipe;
    this.observer = observer;
  }

  /**
   * Sets what is computed again in the backward pass, which saves memory, and not recorded, which
   * is faster; by default reversible ones. For these it adds rounding.
   */
  public FitLoop optRecomputation(Recomputation recomputation) {
    this.recomputation = recomputation;
    return this;
  }

  /**
   * Sets the devices that share each batch; by default the model's own. Each computes the gradients
   * of its part; their sum moves all. Batch normalisation sees one part at a time.
   *
   * @param devices the first is the model's; a CPU may stand there several times
   */
  public FitLoop optDevices(Device... devices) {
    this.devices = List.of(devices);
    return this;
  }

  /** Sets DJL's listeners; they are told of epochs, and of batches with labels and logits. */
  public FitLoop optListeners(TrainingListener... listeners) {
    this.listeners = List.of(listeners);
    return this;
  }

  /** Sets where and how often the whole state is saved; by default never. */
  public FitLoop optCheckpoints(CheckpointPolicy checkpoints) {
    this.checkpoints = checkpoints;
    return this;
  }

  /**
   * Sets that the observer is told the norms of all states.
   *
   * @param steps every so many steps; 0, the default, for never
   */
  public FitLoop optTelemetry(int steps) {
    if (steps < 0) {
      throw new IllegalArgumentException("telemetry every " + steps + " steps: give 0 or more");
    }
    telemetry = steps;
    return this;
  }

  /**
   * Asks a training to end: it finishes its batch, saves a checkpoint if it has a policy, and its
   * method throws {@link StoppedException}. Any thread may call this.
   */
  public void stop() {
    stopped.set(true);
  }

  /**
   * As {@link #fit(Model, ExampleSet, ExampleSet, InputFormat)}, with the format of the training
   * set.
   */
  public TrainingRun fit(Model model, ExampleSet training, ExampleSet validation)
      throws StorageException {
    return fit(model, training, validation, training.measuredFormat());
  }

  /**
   * Trains the model's block from the start; parameters that have no value yet are initialised as
   * by He et al. (2015), from the recipe's seed.
   *
   * <p>The reversible stacks of a {@code Network} are not recorded, unless {@link
   * #optRecomputation} says so: their states are computed again in the backward pass, and memory
   * does not grow with their depth. Stacks that share weights, train step sizes or have dropout are
   * recorded.
   *
   * @param model holds the network, from {@code (batch, 3, height, width)} to logits {@code (batch,
   *     classes)}; it stays open, and ends with the last parameters, their average, or the best, as
   *     the recipe says
   * @param training the images to learn from
   * @param validation the images to be judged on after each epoch
   * @param format of all examples
   * @return what went in and what came out; {@code SavedClassifier} takes it
   * @throws DivergedException if the loss is not a number, or losses or states leave all bounds
   * @throws LeakException if arrays pile up
   * @throws StoppedException if {@link #stop} was called
   * @throws StorageException if a checkpoint cannot be written, or there are checkpoints already;
   *     those are untouched
   */
  public TrainingRun fit(
      Model model, ExampleSet training, ExampleSet validation, InputFormat format)
      throws StorageException {
    TrainingState start =
        TrainingState.start(
            recipe,
            TrainingState.ImageSet.of(training),
            format,
            model.getNDManager().getEngine().getEngineName());
    if (checkpoints == null) {
      return run(model, training, validation, start, Optional.empty(), Optional.empty());
    }
    if (newest().isPresent()) {
      throw new StorageException(
          "%s holds the checkpoints of a training already. Resume that, or choose another directory."
              .formatted(checkpoints.directory()));
    }
    Checkpoints files = Checkpoints.open(checkpoints);
    try {
      return run(model, training, validation, start, Optional.empty(), Optional.of(files));
    } finally {
      files.close();
    }
  }

  /**
   * Goes on from the newest whole checkpoint, which the policy's directory must hold, with this
   * loop's recipe. With the recipe of the checkpoint, the parameters are in the end those of a
   * training that was never interrupted.
   *
   * @param model holds the network that was trained, initialised or not
   * @param training the images that it learned from
   * @param validation the images to be judged on
   * @return as if the training had been run at once
   * @throws StorageException if there is no whole checkpoint, or it is of another network
   * @throws IllegalArgumentException if the images are others, or the recipe has other batches,
   *     another update rule, seed or momentum
   * @throws IllegalStateException if there is no policy
   */
  public TrainingRun resume(Model model, ExampleSet training, ExampleSet validation)
      throws StorageException {
    if (checkpoints == null) {
      throw new IllegalStateException("To resume, say where the checkpoints are: optCheckpoints.");
    }
    if (!Files.isDirectory(checkpoints.directory())) {
      throw nothingToResume();
    }
    // First, so that no other process adds one or removes it, and what was interrupted is mended.
    Checkpoints files = Checkpoints.open(checkpoints);
    try {
      Checkpoint checkpoint = newest().orElseThrow(this::nothingToResume);
      requireToFit(checkpoint, model, training);
      files.putAsideNewerThan(checkpoint.directory());
      return run(
          model,
          training,
          validation,
          checkpoint.state().with(recipe),
          Optional.of(checkpoint),
          Optional.of(files));
    } finally {
      files.close();
    }
  }

  private StorageException nothingToResume() {
    return new StorageException(
        "%s holds no checkpoint. Give the directory of a training that was begun."
            .formatted(checkpoints.directory()));
  }

  private Optional<Checkpoint> newest() throws StorageException {
    return Checkpoints.newest(checkpoints.directory());
  }

  private void requireToFit(Checkpoint checkpoint, Model model, ExampleSet training) {
    TrainingState state = checkpoint.state();
    String engine = model.getNDManager().getEngine().getEngineName();
    requireSame("engine", state.engine(), engine);
    TrainingState.ImageSet images = TrainingState.ImageSet.of(training);
    if (!images.sha256().equals(state.images().sha256())) {
      throw new IllegalArgumentException(
          "%s was trained on %s (%d images), not on these images: %s (%d). Give the same set."
              .formatted(
                  checkpoint.directory(),
                  state.images().description(),
                  state.images().size(),
                  images.description(),
                  images.size()));
    }
    requireSame("batch size", state.recipe().batchSize(), recipe.batchSize());
    requireSame("update rule", state.recipe().rule(), recipe.rule());
    requireSame("seed", state.recipe().seed(), recipe.seed());
    requireSame("momentum", state.recipe().momentum(), recipe.momentum());
    requireSame("use of patience", state.recipe().patience() > 0, recipe.patience() > 0);
    int begun = state.batch() > 0 ? state.epoch() + 1 : state.epoch();
    if (recipe.epochs() < begun) {
      throw new IllegalArgumentException(
          "The checkpoint is in epoch %d already, so it cannot go on to %d epochs in all."
              .formatted(begun, recipe.epochs()));
    }
  }

  private static void requireSame(String what, Object saved, Object now) {
    if (!saved.equals(now)) {
      throw new IllegalArgumentException(
          "The checkpoint has the %s %s, which %s cannot replace half-way. Start a new training."
              .formatted(what, saved, now));
    }
  }

  private TrainingRun run(
      Model model,
      ExampleSet training,
      ExampleSet validation,
      TrainingState from,
      Optional<Checkpoint> checkpoint,
      Optional<Checkpoints> files)
      throws StorageException {
    Device own = model.getNDManager().getDevice();
    if (!devices.isEmpty() && !devices.get(0).equals(own)) {
      throw new IllegalArgumentException(
          "The first device is %s, but the model is on %s. Give the model's first."
              .formatted(devices.get(0), own));
    }
    FitSettings settings =
        new FitSettings(
            recipe,
            observer,
            recomputation,
            devices,
            listeners,
            Optional.ofNullable(checkpoints),
            telemetry);
    model.getNDManager().getEngine().setRandomSeed(recipe.seed());
    InputFormat format = from.inputOf(training);
    ExampleDataset.Builder learned =
        dataset(training, format)
            .optShuffle(recipe.seed())
            .optAugmentation(recipe.augmentation(), recipe.seed());
    ExampleDataset judged = dataset(validation, format).build();
    try (Trainer trainer = model.newTrainer(config())) {
      initialize(model, format);
      if (!listeners.isEmpty()) {
        trainer.setMetrics(new Metrics());
      }
      Session session =
          new Session(
              settings, trainer, learned.build(), judged, from, checkpoint, files, stopped::get);
      return new TrainingRun(recipe, training, format, session.run());
    } finally {
      stopped.set(false);
    }
  }

  private ExampleDataset.Builder dataset(ExampleSet examples, InputFormat format) {
    return ExampleDataset.builder()
        .setExamples(examples)
        .setFormat(format)
        .optBatchSize(recipe.batchSize());
  }

  /** The optimizer is not in it: DJL's keep their state to themselves, see ParameterOptimizer. */
  private DefaultTrainingConfig config() {
    DefaultTrainingConfig config =
        new DefaultTrainingConfig(SmoothedCrossEntropy.of(recipe.labelSmoothing()))
            .optInitializer(heInitializer(), Parameter.Type.WEIGHT)
            .addTrainingListeners(listeners.toArray(TrainingListener[]::new));
    return devices.isEmpty() ? config : config.optDevices(new Device[] {devices.get(0)});
  }

  /** Not by the trainer, which would keep a copy of every parameter for its own updates. */
  private static void initialize(Model model, InputFormat format) {
    Block block = model.getBlock();
    block.initialize(
        model.getNDManager(), model.getDataType(), new Shape(1).addAll(format.shape()));
  }

  /** Normally distributed weights of variance 2 / fan-in (He et al. 2015, equation 10). */
  private static XavierInitializer heInitializer() {
    return new XavierInitializer(
        XavierInitializer.RandomType.GAUSSIAN, XavierInitializer.FactorType.IN, 2);
  }
}
