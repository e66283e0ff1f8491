package dev.highorder.demo.cli;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.util.JsonUtils;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.demo.net.NetworkSize;
import dev.highorder.engine.Engines;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.input.ImageFormat;
import dev.highorder.input.InputFormat;
import dev.highorder.network.Network;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.training.FitLoop;
import dev.highorder.training.TrainingRun;
import dev.highorder.training.callback.Progress;
import dev.highorder.training.callback.StageTelemetry;
import dev.highorder.training.state.EpochResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Runs a job from its images to its classifier, from the start or from a checkpoint. */
final class TrainingRunner {

  private final TrainingJob job;
  private final TrainingRecipe recipe;
  private final TrainingDirectory directory;
  private final boolean json;

  TrainingRunner(
      TrainingJob job, TrainingRecipe recipe, TrainingDirectory directory, boolean json) {
    this.job = job;
    this.recipe = recipe;
    this.directory = directory;
    this.json = json;
  }

  /** How the training itself is begun. */
  @FunctionalInterface
  private interface Fit {
    TrainingRun run(
        FitLoop loop, Network network, Model model, LabelledImages train, LabelledImages test)
        throws IOException;
  }

  /**
   * Trains from the start.
   *
   * @param from a classifier whose parameters to start with, or null
   */
  void start(Path from) throws IOException {
    run(
        (loop, network, model, train, test) -> {
          InputFormat format =
              from == null ? train.measuredFormat() : transplant(from, network, model, test);
          directory.begin(job.on(model.getNDManager().getEngine().getEngineName()));
          return loop.fit(model, train, test, format);
        },
        job.overwrite());
  }

  /** Goes on from the newest checkpoint; a classifier that this training saved is replaced. */
  void resume() throws IOException {
    run((loop, network, model, train, test) -> loop.resume(model, train, test), true);
  }

  private void run(Fit fit, boolean overwrite) throws IOException {
    SavedClassifier.requireWritable(Path.of(job.out()), overwrite);
    DataOptions data = DataOptions.of(job);
    LabelledImages training = data.read(DataSplit.TRAIN);
    LabelledImages test = data.read(DataSplit.TEST);
    Network network =
        Network.builder()
            .setClasses(training.classes().size())
            .setWidths(job.widths().stream().mapToInt(Integer::intValue).toArray())
            .setBlocks(job.blocks().stream().mapToInt(Integer::intValue).toArray())
            .setStack(NamedStacks.get(job.net()))
            .optLayout(job.layout() == null ? NamedStacks.layout(job.net()) : job.layout())
            .optTransition(job.transition())
            .build();
    Engine engine = Engines.start(job.engine(), job.threads());
    Device[] devices =
        Stream.of(job.device().split(",", -1))
            .map(name -> Engines.device(engine, name))
            .toArray(Device[]::new);
    try (Model model = Model.newInstance(job.net(), devices[0], engine.getEngineName())) {
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
      SavedClassifier.save(Path.of(job.out()), network, run, overwrite);
      if (job.samples() != null) {
        writeSamples(test, Path.of(job.samples()));
      }
      report(network, run.epochs());
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
        "%s: %s, width %s, blocks %s, on %s (%d images, %d held out)%n  %s%n",
        model.getNDManager().getEngine().getEngineName(),
        job.net(),
        job.widths(),
        job.blocks(),
        training.description(),
        training.size(),
        test.size(),
        String.join("\n  ", recipe.settings()));
  }

  /** Takes the parameters of the saved classifier, and says what they are worth here. */
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
    ExampleDataset judged =
        ExampleDataset.builder()
            .setExamples(test)
            .setFormat(format)
            .optBatchSize(recipe.batchSize())
            .build();
    Evaluation before = Evaluation.of(network, model.getNDManager(), judged);
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

  private void report(Network network, List<EpochResult> results) {
    if (json) {
      System.out.println(JsonUtils.GSON_PRETTY.toJson(results));
      return;
    }
    TextTable table =
        new TextTable(
            "epoch",
            "training loss",
            "accuracy",
            "test loss",
            "accuracy",
            "time",
            "images/s",
            "waiting",
            "MB");
    for (EpochResult result : results) {
      table.row(
          result.epoch(),
          "%.4f".formatted(result.training().loss()),
          "%.2f%%".formatted(100 * result.training().accuracy()),
          "%.4f".formatted(result.validation().loss()),
          "%.2f%%".formatted(100 * result.validation().accuracy()),
          "%.1fs".formatted(result.seconds()),
          "%.0f".formatted(result.resources().examplesPerSecond()),
          "%.1f%%".formatted(100 * result.resources().waiting()),
          "%.0f".formatted(result.resources().residentBytes() / 1e6));
    }
    System.out.println(table);
    reportSteps(network);
    System.out.printf(
        "%d layers, %,d parameters. Saved to %s; curves and checkpoints in %s%n",
        NetworkSize.layers(network), NetworkSize.parameters(network), job.out(), directory.path());
  }

  /** The step sizes and other single numbers that were trained, a line for each. */
  private static void reportSteps(Network network) {
    TextTable table = new TextTable("stack", "trained", "value");
    boolean learned = false;
    for (int stack = 0; stack < network.stacks().size(); stack++) {
      for (Parameter parameter : network.stacks().get(stack).getDirectParameters().values()) {
        String values =
            Stream.of(parameter.getArray().toArray())
                .map(value -> "%.4f".formatted(value.floatValue()))
                .collect(Collectors.joining(" "));
        table.row(stack + 1, parameter.getName(), values);
        learned = true;
      }
    }
    if (learned) {
      System.out.println(table);
    }
  }
}
