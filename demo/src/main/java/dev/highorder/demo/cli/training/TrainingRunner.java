package dev.highorder.demo.cli.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import dev.highorder.artifact.Manifest;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.dataset.text.LabelledTexts;
import dev.highorder.demo.cli.output.FailureText;
import dev.highorder.input.InputFormat;
import dev.highorder.network.Network;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.stack.ShapeChangedException;
import dev.highorder.text.ForeignText;
import dev.highorder.training.FitLoop;
import dev.highorder.training.TrainingRun;
import dev.highorder.training.callback.BestEffort;
import dev.highorder.training.callback.Progress;
import dev.highorder.training.callback.StageTelemetry;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;

/** Runs a job from its examples to its saved classifier, from the start or from a checkpoint. */
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
    TrainingRun run(FitLoop loop, Network network, Model model, ExampleSet train, ExampleSet test)
        throws IOException;
  }

  /**
   * Trains from the start, which may be the parameters of a saved classifier.
   *
   * @return the exit code: 0, or 4 if the saved classifier is no better than guessing
   */
  public int start() throws IOException {
    return run(
        (loop, network, model, train, test) -> {
          InputFormat format =
              job.start() == null
                  ? train.measuredFormat()
                  : new TransplantedStart(job.start(), recipe, network, model).apply(train, test);
          return loop.fit(model, train, test, format);
        },
        new TrainingDisplay(Optional.empty()),
        (engine, training) ->
            Optional.of(
                new JobBeginning(job.with(job.engine().on(engine)), directory, training.files())),
        job.output().overwrite());
  }

  /**
   * Continues from the newest checkpoint.
   *
   * @param before the recipe of that checkpoint
   * @param written the job to write down once the checkpoint fits it; empty to leave the file as it
   *     is
   * @param overwrite whether a classifier that is there already is replaced
   * @return the exit code, as of {@link #start}
   */
  public int resume(TrainingRecipe before, Optional<TrainingJob> written, boolean overwrite)
      throws IOException {
    return run(
        (loop, network, model, train, test) -> loop.resume(model, train, test),
        new TrainingDisplay(Optional.of(before)),
        (engine, training) ->
            written.map(
                changed -> tolerant(new JobWriter(changed, directory.job()), directory.job())),
        overwrite);
  }

  private int run(
      Fit fit,
      TrainingDisplay progress,
      BiFunction<Engine, ExampleSet, Optional<TrainingCallback>> first,
      boolean overwrite)
      throws IOException {
    Path classifier = Path.of(job.output().classifier());
    SavedClassifier.requireWritable(classifier, overwrite);
    Optional<SampleImages> samples = samples(classifier);
    DataSets data = job.data().read();
    ExampleSet training = data.training();
    ExampleSet test = data.test();
    Network network =
        job.network().create(training.classes().size(), job.data().kind(), tokens(training));
    if (samples.isPresent()) {
      samples.get().prepare(test.classes());
    }
    Engine engine = job.engine().start();
    Device[] devices = job.engine().devices(engine);
    int exitCode;
    try (Model model =
        Model.newInstance(job.network().name(), devices[0], engine.getEngineName())) {
      model.setBlock(network);
      announce(model, training, test);
      TrainingRun run;
      try (TrainingDisplay display = progress) {
        FitLoop.Builder builder =
            loop(first.apply(engine, training), display, new TrainingJournal(directory))
                .optDevices(devices)
                .optCheckpoints(
                    job.checkpoints()
                        .policy(directory.checkpoints())
                        .replacing(job.output().overwrite()))
                .optRecomputation(job.checkpoints().recomputation());
        FitLoop loop = builder.build();
        Interruption interruption = new Interruption(loop::stop);
        try {
          run = fit.run(loop, network, model, training, test);
        } catch (ShapeChangedException e) {
          throw job.network().withRemedy(e);
        } finally {
          interruption.close();
        }
      }
      save(classifier, network, run, overwrite);
      new TrainingReport(network, run.epochs()).print(json, classifier, directory.path());
      exitCode = GuessingWarning.print(run);
    }
    if (samples.isPresent()) {
      samples.get().write((LabelledImages) test); // last, so that a failure hides nothing
    }
    return exitCode;
  }

  private void save(Path classifier, Network network, TrainingRun run, boolean overwrite)
      throws IOException {
    SavedClassifier.builder()
        .setNetwork(network)
        .setClasses(run.examples().classes())
        .setInput(run.format())
        .optFiles(run.examples().files())
        .optTraining(Manifest.Training.of(run))
        .optDonor(job.start() == null ? null : job.start().donor())
        .optOverwrite(overwrite)
        .save(classifier);
  }

  /** Texts are measured before the network is built, whose size depends on the vocabulary. */
  private static int tokens(ExampleSet training) {
    return training instanceof LabelledTexts ? training.measuredFormat().tokens() : 0;
  }

  private Optional<SampleImages> samples(Path classifier) throws IOException {
    if (job.output().samples() == null) {
      return Optional.empty();
    }
    SampleImages samples = new SampleImages(Path.of(job.output().samples()));
    samples.check(classifier);
    return Optional.of(samples);
  }

  /** Writes a job when its run has begun. */
  private record JobWriter(TrainingJob job, Path file) implements TrainingCallback {

    @Override
    public void onStart(TrainingContext run) {
      try {
        job.write(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Returns a callback whose failures do not end the run, but are printed. */
  private static TrainingCallback tolerant(TrainingCallback callback, Object what) {
    return new BestEffort(
        callback,
        e ->
            System.err.printf(
                "%s: %s. The training run continues without it.%n",
                ForeignText.show(what), ForeignText.showMessage(FailureText.of(e))));
  }

  private FitLoop.Builder loop(
      Optional<TrainingCallback> first, TrainingDisplay display, TrainingJournal journal) {
    FitLoop.Builder loop = FitLoop.builder().setRecipe(recipe);
    first.ifPresent(loop::optCallback);
    loop.optCallback(tolerant(display, "progress"))
        .optCallback(tolerant(new Progress(display::show), "progress"))
        .optCallback(journal);
    int telemetry = job.checkpoints().telemetry();
    return telemetry == 0
        ? loop
        : loop.optCallback(
            tolerant(new StageTelemetry(telemetry, journal::writeStages), directory.stages()));
  }

  private void announce(Model model, ExampleSet training, ExampleSet test) {
    System.err.printf(
        "%s: %s, width %s, blocks %s, on %s (%s training examples, %s test examples)%n  %s%n",
        model.getNDManager().getEngine().getEngineName(),
        ForeignText.show(job.network().name()),
        job.network().widths(),
        job.network().blocks(),
        ForeignText.show(training.description()),
        training.size(),
        test.size(),
        String.join("\n  ", recipe.settings()));
  }
}
