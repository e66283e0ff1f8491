package dev.highorder.demo.cli;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import dev.highorder.artifact.Manifest;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.demo.cli.options.DataOptions;
import dev.highorder.demo.cli.options.EngineOptions;
import dev.highorder.demo.cli.options.Seed;
import dev.highorder.demo.cli.options.WholeNumber;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.cli.training.DataSpec;
import dev.highorder.input.ImageFormat;
import dev.highorder.network.Network;
import dev.highorder.text.ForeignText;
import dev.highorder.training.BatchNormRecalibration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code recalibrate}: new statistics of batch normalisation for a saved classifier. */
@Command(
    name = "recalibrate",
    description =
        "Estimates the statistics of batch normalisation of a saved classifier anew from training"
            + " images, and saves the result as another classifier.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class RecalibrateCommand implements Callable<Integer> {

  @Mixin private DataOptions data;
  @Mixin private EngineOptions engine;

  @Parameters(paramLabel = "CLASSIFIER", description = "Directory that train saved.")
  private Path directory;

  @Option(
      names = "--images",
      converter = WholeNumber.Count.class,
      paramLabel = "N",
      description = "Largest number of training images.",
      defaultValue = "" + BatchNormRecalibration.DEFAULT_EXAMPLES)
  private int images;

  @Option(
      names = "--batch",
      converter = WholeNumber.BatchSize.class,
      paramLabel = "N",
      description = "Batch size.",
      defaultValue = "64")
  private int batch;

  @Option(
      names = "--seed",
      converter = Seed.class,
      paramLabel = "N",
      description = "Seed of the choice of images.",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Directory of the new classifier.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace a classifier that is there already.")
  private boolean overwrite;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  private record Result(int images, String classifier) {}

  @Override
  public Integer call() throws IOException {
    DataSpec examples = data.spec();
    SavedClassifier saved = SavedClassifier.open(directory);
    SavedClassifier.requireWritable(out, overwrite);
    if (!(saved.manifest().input() instanceof ImageFormat format)) {
      throw new IllegalArgumentException(
          "%s does not read images, so it cannot be recalibrated with images. Give a classifier of images."
              .formatted(ForeignText.show(directory)));
    }
    LabelledImages training = examples.prepared(format).images(DataSplit.TRAIN);
    Engine started = engine.spec().start();
    try (NDManager manager = started.newBaseManager(engine.spec().device(started))) {
      Network network = saved.network(manager);
      int used =
          new BatchNormRecalibration(images, batch, seed)
              .apply(network, manager, training, training.format(format.normalisation()));
      SavedClassifier.builder()
          .setNetwork(network)
          .setClasses(saved.manifest().classes())
          .setInput(format)
          .optTraining(saved.manifest().training())
          .optDonor(Manifest.Donor.of(saved.manifest(), used))
          .optOverwrite(overwrite)
          .save(out);
      Table.of(List.of(new Result(used, out.toString())))
          .column("images", Result::images)
          .column("classifier", Result::classifier)
          .print(json);
    }
    return 0;
  }
}
