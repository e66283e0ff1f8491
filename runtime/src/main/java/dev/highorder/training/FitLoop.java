package dev.highorder.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import dev.highorder.dataset.LabelledPictures;
import dev.highorder.dataset.PictureDataset;
import dev.highorder.engine.Engines;
import dev.highorder.evaluation.Evaluation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Trains a network on one device, on DJL's trainer. */
public final class FitLoop {

  private final TrainingRecipe recipe;
  private final TrainingObserver observer;

  private boolean recomputes = true;

  /** Creates a loop that trains by a recipe and tells the observer. */
  public FitLoop(TrainingRecipe recipe, TrainingObserver observer) {
    this.recipe = recipe;
    this.observer = observer;
  }

  /**
   * Sets whether reversible stacks are computed again in the backward pass, which saves memory, or
   * recorded, which is faster and free of added rounding; by default they are computed again.
   */
  public FitLoop optRecomputation(boolean recomputes) {
    this.recomputes = recomputes;
    return this;
  }

  /**
   * Trains the model's block; parameters that have no value yet are initialised as by He et al.
   * (2015), from the recipe's seed.
   *
   * <p>The same recipe on the same machine gives the same parameters, bit for bit, if the engine
   * uses one thread.
   *
   * <p>The reversible stacks of a {@code Network} are not recorded, unless {@link
   * #optRecomputation} says so: their states are computed again in the backward pass, and memory
   * does not grow with their depth. Stacks that share weights, train step sizes or have dropout are
   * recorded.
   *
   * @param model holds the network, from {@code (batch, 3, height, width)} to logits {@code (batch,
   *     classes)}; it stays open
   * @param training the pictures to learn from, shuffled or not as the data set says
   * @param validation the pictures to be judged on after each epoch
   * @return what went in and what came out; {@code SavedClassifier} takes it
   * @throws DivergedException if the loss is not a number, or leaves all bounds
   */
  public TrainingRun fit(Model model, PictureDataset training, PictureDataset validation) {
    Device device = model.getNDManager().getDevice();
    model.getNDManager().getEngine().setRandomSeed(recipe.seed());
    int steps = recipe.epochs() * training.batchesPerEpoch();
    DefaultTrainingConfig config =
        new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
            .optInitializer(heInitializer(), Parameter.Type.WEIGHT)
            .optOptimizer(recipe.optimizer(steps, stepSizes(model)))
            .optDevices(new Device[] {device});
    LabelledPictures pictures = training.pictures();
    try (Trainer trainer = model.newTrainer(config)) {
      trainer.initialize(new Shape(1, 3, pictures.height(), pictures.width()));
      return new TrainingRun(recipe, training, new Run(trainer, training, validation).epochs());
    }
  }

  /** The ids of the parameters that are of no type of their own, as step sizes are. */
  private static Set<String> stepSizes(Model model) {
    return model.getBlock().getParameters().values().stream()
        .filter(parameter -> parameter.getType() == Parameter.Type.OTHER)
        .map(Parameter::getId)
        .collect(Collectors.toSet());
  }

  /** Normally distributed weights of variance 2 / fan-in (He et al. 2015, equation 10). */
  private static XavierInitializer heInitializer() {
    return new XavierInitializer(
        XavierInitializer.RandomType.GAUSSIAN, XavierInitializer.FactorType.IN, 2);
  }

  /** One training, from its first step to its last. */
  private final class Run {

    private final Trainer trainer;
    private final PictureDataset training;
    private final PictureDataset validation;
    private final DivergenceCheck divergence;
    private final String engine;
    private final long start = System.nanoTime();

    Run(Trainer trainer, PictureDataset training, PictureDataset validation) {
      this.trainer = trainer;
      this.training = training;
      this.validation = validation;
      engine = trainer.getManager().getEngine().getEngineName();
      divergence = new DivergenceCheck(recipe, training.pictures().classes().size());
    }

    List<EpochResult> epochs() {
      List<EpochResult> results = new ArrayList<>();
      for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
        long begin = System.nanoTime();
        Evaluation trained = pass(epoch);
        Evaluation validated =
            Evaluation.of(trainer.getModel().getBlock(), trainer.getManager(), validation);
        EpochResult result =
            new EpochResult(epoch, trained, validated, (System.nanoTime() - begin) / 1e9);
        results.add(result);
        observer.onEpoch(result);
      }
      return results;
    }

    private Evaluation pass(int epoch) {
      Evaluation.Tally tally = new Evaluation.Tally();
      int number = 0;
      for (Batch batch : training.batches(trainer.getManager(), epoch - 1, 0)) {
        number++;
        int step = number;
        Evaluation sofar = Engines.inTurn(engine, () -> step(batch, tally, epoch, step));
        observer.onStep(progress(epoch, number, sofar));
      }
      return tally.result();
    }

    private Evaluation step(Batch batch, Evaluation.Tally tally, int epoch, int number) {
      try (batch) {
        learn(batch, tally, epoch, number);
      }
      return tally.result();
    }

    private void learn(Batch batch, Evaluation.Tally tally, int epoch, int number) {
      NDList labels = batch.getLabels();
      NDArray logits;
      float loss;
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NetworkPass pass = new NetworkPass(trainer, collector, recomputes);
        NDList outputs = pass.forward(batch.getData(), labels);
        logits = outputs.singletonOrThrow();
        NDArray value = trainer.getLoss().evaluate(labels, outputs);
        loss = value.getFloat();
        divergence.check(loss, epoch, number);
        pass.backward(value);
      }
      trainer.step();
      tally.add(logits, labels.singletonOrThrow(), loss);
    }

    private TrainingProgress progress(int epoch, int batch, Evaluation sofar) {
      int batches = training.batchesPerEpoch();
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      long done = (long) (epoch - 1) * batches + batch;
      long all = (long) recipe.epochs() * batches;
      Duration remaining =
          Duration.ofNanos((long) (elapsed.toNanos() * ((double) (all - done) / done)));
      return new TrainingProgress(
          epoch, recipe.epochs(), batch, batches, sofar, elapsed, remaining);
    }
  }
}
