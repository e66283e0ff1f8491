package dev.highorder.demo.cli.training;

import ai.djl.engine.Engine;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.demo.experiment.item.ItemContext;
import dev.highorder.demo.experiment.item.PaperItem;
import dev.highorder.demo.experiment.item.Scale;
import dev.highorder.demo.experiment.run.ExampleSets;
import dev.highorder.demo.experiment.run.Experiment;
import dev.highorder.demo.experiment.run.ExperimentRunner;
import dev.highorder.demo.report.Section;
import dev.highorder.image.Preparation;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Experiments as the command line starts and resumes them: their images, engine, folder and
 * processes.
 */
public final class ExperimentSession {

  /** Images of each class that are read for each fifth of the training images. */
  private static final int SHARE = 5;

  private final Scale scale;
  private final Path out;
  private final DataSpec data;
  private final EngineSpec engine;
  private final int processes;
  private ExperimentRunner runner;

  /**
   * Creates a session.
   *
   * @param out the directory of results, checkpoints and reports
   * @param engine with one thread unless it says otherwise: then results are the same, bit for bit,
   *     whether they were interrupted or not
   * @param processes how many processes train
   * @throws IllegalArgumentException if the examples are not images
   */
  public ExperimentSession(Scale scale, Path out, DataSpec data, EngineSpec engine, int processes) {
    if (data.kind() != ExampleKind.IMAGES) {
      throw new IllegalArgumentException(
          "Experiments train on images, but --data is a CSV file. Give images.");
    }
    this.scale = scale;
    this.out = out;
    this.data = data;
    this.engine =
        engine.threads() == 0 ? new EngineSpec(engine.name(), engine.device(), 1) : engine;
    this.processes = processes;
  }

  private Path runs() {
    return out.resolve("runs");
  }

  /**
   * Checks that there is something to continue with, if that is required.
   *
   * @throws IOException if there is not
   */
  public void requireBegun(boolean isRequired) throws IOException {
    if (isRequired && !Files.isDirectory(runs())) {
      throw new IOException(
          "%s holds no results to continue with. Leave out --resume, or name another directory."
              .formatted(ForeignText.show(out)));
    }
  }

  private synchronized ExperimentRunner runner() {
    if (runner == null) {
      try {
        Engine started = engine.start();
        runner =
            new ExperimentRunner(
                started,
                engine.device(started),
                new ExampleSets(images(DataSplit.TRAIN), images(DataSplit.TEST)),
                runs(),
                processes,
                System.err::println);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return runner;
  }

  private LabelledImages images(DataSplit split) throws IOException {
    int perClass =
        scale == Scale.FULL
            ? data.limitPerClass()
            : Math.min(data.limitPerClass(), scale.trainingImages() / SHARE);
    DataSpec some =
        new DataSpec(
            data.folder(),
            perClass,
            0,
            data.badImages(),
            null,
            data.memory(),
            data.layout(),
            new PreparationSpec(scale.side(), scale.side(), Preparation.stretch(), 3));
    return some.images(split);
  }

  /**
   * Trains, as one of several processes, until all is done or the standard input ends, which it
   * does when the process that started this one ends.
   *
   * @throws IOException if a file cannot be read or written
   */
  public void work(List<Experiment> experiments) throws IOException {
    ExperimentRunner own = runner();
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {}
              } catch (IOException e) {
                // As an end.
              }
              own.stop();
            },
            "end-of-input");
    watch.setDaemon(true);
    watch.start();
    own.run(experiments);
  }

  /**
   * Trains whatever is missing.
   *
   * @param arguments of this program, with which further processes are started
   * @throws dev.highorder.training.TrainingStoppedException if a signal interrupted it
   * @throws IOException if a file cannot be read or written
   */
  public void train(List<Experiment> experiments, List<String> arguments)
      throws IOException, InterruptedException {
    if (experiments.isEmpty()) {
      return;
    }
    ExperimentRunner own = runner();
    Interruption interruption = new Interruption(own::stop);
    try (WorkerProcesses workers = WorkerProcesses.start(processes - 1, arguments)) {
      own.run(experiments);
      workers.await();
    } finally {
      interruption.close();
    }
  }

  /**
   * Returns the sections of items, once all that they train is trained.
   *
   * @param arguments as of {@link #train}
   * @throws IOException if a file cannot be read or written
   */
  public List<Section> sections(List<PaperItem> items, List<String> arguments)
      throws IOException, InterruptedException {
    train(experiments(items), arguments);
    ItemContext context = new ItemContext(scale, this::runner, out, System.err::println);
    List<Section> sections = new ArrayList<>();
    for (PaperItem item : items) {
      sections.add(item.section(context));
    }
    return sections;
  }

  /** Returns the experiments of items. */
  public List<Experiment> experiments(List<PaperItem> items) {
    return items.stream().flatMap(item -> item.experiments(scale).stream()).toList();
  }

  /** Returns the results of an experiment that is done. */
  public ExperimentRunner done() {
    return runner();
  }

  /** Returns what a report says about data, seeds and engine. */
  public Map<String, String> provenance(String version) {
    Map<String, String> values = new LinkedHashMap<>();
    if (runner != null) {
      values.put("data", runner.examples().description());
      values.put("seeds", "1 to " + scale.seeds());
      values.put(
          "engine",
          "%s, %s threads, %s processes"
              .formatted(engine.start().getEngineName(), engine.threads(), processes));
    }
    values.put("HighOrder", version);
    return values;
  }
}
