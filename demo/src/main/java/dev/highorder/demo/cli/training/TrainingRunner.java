package dev.highorder.demo.cli.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.input.ImageFormat;
import dev.highorder.input.InputFormat;
import dev.highorder.network.Network;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.training.FitLoop;
import dev.highorder.training.TrainingRun;
import dev.highorder.training.callback.Progress;
import dev.highorder.training.callback.StageTelemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Runs a job from its images to its saved classifier, from the start or from a checkpoint. */
public final class TrainingRunner {

  private final TrainingJob job;
  private final TrainingRecipe recipe;
  private final TrainingDirectory directory;
  private final boolean json;

  /**
   * Creates a runner.
   *
   * @param json whether the report is printed as JSON
   */
  public TrainingRunner(
      TrainingJob job, TrainingRecipe recipe, TrainingDirectory directory, boolean json) {
    this.job = job;
    this.recipe = recipe;
    this.directory = directory;
    this.json = json;
  }

  /** The training itself, once data, network and loop are ready. */
  @FunctionalInterface
  private interface Fit {
    TrainingRun run(
        FitLoop loop, Network network, Model model, LabelledImages train, LabelledImages test)
        throws IOException;
  }

  /**
   * Trains from the start.
   *
   * @param from a saved classifier whose parameters to start from, or null
   */
  public void start(Path from) throws IOException {
    run(
        (loop, network, model, train, test) -> {
          InputFormat format =
              from == null ? train.measuredFormat() : transplant(from, network, model, test);
          directory.begin(job.with(job.engine().on(model.getNDManager().getEngine())));
          return loop.fit(model, train, test, format);
        },
        job.output().overwrite());
  }

  /** Continues from the newest checkpoint; a classifier that this run saved is replaced. */
  public void resume() throws IOException {
    run((loop, network, model, train, test) -> loop.resume(model, train, test), true);
  }

  private void run(Fit fit, boolean overwrite) throws IOException {
    Path classifier = Path.of(job.output().classifier());
    SavedClassifier.requireWritable(classifier, overwrite);
    LabelledImages training = job.data().read(DataSplit.TRAIN);
    LabelledImages test = job.data().read(DataSplit.TEST);
    Network network = job.network().create(training.classes().size());
    Engine engine = job.engine().start();
    Device[] devices = job.engine().devices(engine);
    try (Model model =
        Model.newInstance(job.network().name(), devices[0], engine.getEngineName())) {
      model.setBlock(network);
      announce(model, training, test);
      TrainingRun run;
      try (TrainingDisplay display = new TrainingDisplay()) {
        FitLoop loop =
            loop(display, new TrainingJournal(directory))
                .optDevices(devices)
                .optCheckpoints(job.checkpoints().policy(directory.checkpoints()))
                .optRecomputation(job.checkpoints().recomputation())
                .build();
        Interruption interruption = new Interruption(loop::stop);
        try {
          run = fit.run(loop, network, model, training, test);
        } finally {
          interruption.close();
        }
      }
      SavedClassifier.save(classifier, network, run, overwrite);
      if (job.output().samples() != null) {
        writeSamples(test, Path.of(job.output().samples()));
      }
      new TrainingReport(network, run.epochs()).print(json, classifier, directory.path());
    }
  }

  private FitLoop.Builder loop(TrainingDisplay display, TrainingJournal journal) {
    FitLoop.Builder loop =
        FitLoop.builder()
            .setRecipe(recipe)
            .optCallback(display)
            .optCallback(new Progress(display::show))
            .optCallback(journal);
    int telemetry = job.checkpoints().telemetry();
    return telemetry == 0
        ? loop
        : loop.optCallback(new StageTelemetry(telemetry, journal::writeStages));
  }

  private void announce(Model model, LabelledImages training, LabelledImages test) {
    System.err.printf(
        "%s: %s, width %s, blocks %s, on %s (%d training images, %d test images)%n  %s%n",
        model.getNDManager().getEngine().getEngineName(),
        job.network().name(),
        job.network().widths(),
        job.network().blocks(),
        training.description(),
        training.size(),
        test.size(),
        String.join("\n  ", recipe.settings()));
  }

  /** Copies the parameters of the saved classifier, and reports their accuracy in this network. */
  private InputFormat transplant(Path from, Network network, Model model, LabelledImages test)
      throws IOException {
    SavedClassifier saved = SavedClassifier.open(from);
    if (!(saved.manifest().input() instanceof ImageFormat input)) {
      throw new IOException(from + " does not read images. Give a classifier of images.");
    }
    InputFormat format = test.format(input.normalisation());
    network.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1).addAll(format.shape()));
    try (NDManager manager = model.getNDManager().newSubManager()) {
      network.transplant(saved.network(manager));
    }
    ExampleDataset dataset =
        ExampleDataset.builder()
            .setExamples(test)
            .setFormat(format)
            .optBatchSize(recipe.batchSize())
            .build();
    Evaluation before = Evaluation.of(network, model.getNDManager(), dataset);
    System.err.printf(
        "with the parameters of %s (%s), before training: test loss %.4f, accuracy %.2f%%%n",
        from, saved.manifest().network().scheme(), before.loss(), 100 * before.accuracy());
    return format;
  }

  private static void writeSamples(LabelledImages test, Path samples) throws IOException {
    Files.createDirectories(samples);
    LabelledImages first = test.first(test.classes().size());
    for (int i = 0; i < first.size(); i++) {
      String name = first.classes().get(first.label(i));
      ImageIO.write(first.image(i), "png", samples.resolve(name + ".png").toFile());
    }
  }
}
