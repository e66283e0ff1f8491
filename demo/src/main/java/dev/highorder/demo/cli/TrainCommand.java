package dev.highorder.demo.cli;

import dev.highorder.artifact.SavedClassifier;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.AugmentationPreview;
import dev.highorder.dataset.image.ContactSheet;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.demo.cli.options.CheckpointOptions;
import dev.highorder.demo.cli.options.DataOptions;
import dev.highorder.demo.cli.options.EngineOptions;
import dev.highorder.demo.cli.options.FineTuningOptions;
import dev.highorder.demo.cli.options.NetworkOptions;
import dev.highorder.demo.cli.options.OutputOptions;
import dev.highorder.demo.cli.options.PreparationOptions;
import dev.highorder.demo.cli.options.RecipeOptions;
import dev.highorder.demo.cli.output.OutputFile;
import dev.highorder.demo.cli.output.PngFile;
import dev.highorder.demo.cli.training.CheckpointSpec;
import dev.highorder.demo.cli.training.DataSpec;
import dev.highorder.demo.cli.training.ExampleKind;
import dev.highorder.demo.cli.training.StartSpec;
import dev.highorder.demo.cli.training.TrainingDirectory;
import dev.highorder.demo.cli.training.TrainingJob;
import dev.highorder.demo.cli.training.TrainingRunner;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verb {@code train}: trains a network on examples and saves it as a classifier. */
@Command(
    name = "train",
    description = "Trains a network on images or tables and saves it as a classifier.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class TrainCommand implements Callable<Integer> {

  private static final int PREVIEW_EPOCHS = 9;
  private static final int PREVIEW_SCALE = 2;
  private static final long MAX_PREVIEW_PIXELS = 100_000_000;

  @Mixin private NetworkOptions network;
  @Mixin private DataOptions data;
  @Mixin private PreparationOptions preparation;
  @Mixin private RecipeOptions recipeOptions;
  @Mixin private FineTuningOptions fineTuning;
  @Mixin private OutputOptions output;
  @Mixin private CheckpointOptions checkpoints;
  @Mixin private EngineOptions engine;

  @Option(
      names = "--preview",
      paramLabel = "FILE",
      description =
          "Draw the images of the first epochs, as the network would get them, as a PNG; do not"
              + " train.")
  private Path preview;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    TrainingRecipe recipe = fineTuning.of(recipeOptions.recipe());
    StartSpec start = fineTuning.start().orElse(null);
    DataSpec examples = preparation.of(data.trainingSpec());
    if (start != null) {
      examples = start.prepared(examples, preparation.isGiven());
    }
    TrainingJob job =
        new TrainingJob(
            network.spec(examples.kind()).checked(examples.kind()),
            examples,
            engine.spec(),
            checkpoints.spec(CheckpointSpec.DEFAULT),
            output.spec(),
            start);
    requireImages(job);
    job.network().requireFits(job.engine());
    fineTuning.check(job.network(), examples.kind());
    if (start != null) {
      start.check(job.network(), examples.kind());
    }
    if (preview != null) {
      new OutputFile(preview).requireWritable();
      drawPreview(job, recipe);
      return 0;
    }
    Path classifier = Path.of(job.output().classifier());
    boolean overwrite = job.output().overwrite();
    TrainingDirectory directory = TrainingDirectory.nextTo(classifier);
    SavedClassifier.requireWritable(classifier, overwrite);
    directory.requireFree(overwrite);
    return new TrainingRunner(job, recipe, directory, json).start();
  }

  private void requireImages(TrainingJob job) {
    boolean drawsImages = preview != null || job.output().samples() != null;
    if (drawsImages && job.data().kind() != ExampleKind.IMAGES) {
      throw new IllegalArgumentException(
          "--preview and --samples draw images, but --data is a CSV file. Leave them out.");
    }
  }

  private void drawPreview(TrainingJob job, TrainingRecipe recipe) throws IOException {
    LabelledImages images = job.data().images(DataSplit.TRAIN);
    int epochs = recipe.augmentation().isEmpty() ? 0 : PREVIEW_EPOCHS;
    int columns = Math.min(images.size(), images.classes().size());
    long pixels =
        (epochs + 1L) * columns * images.width() * images.height() * PREVIEW_SCALE * PREVIEW_SCALE;
    if (pixels > MAX_PREVIEW_PIXELS) {
      throw new IllegalArgumentException(
          "--preview would draw an image of %s pixels, more than %s. Give a smaller --size."
              .formatted(pixels, MAX_PREVIEW_PIXELS));
    }
    LabelledImages seen =
        AugmentationPreview.of(images, recipe.augmentation(), recipe.seed(), epochs);
    PngFile.write(
        preview, () -> ContactSheet.draw(seen, seen.size() / columns, columns, PREVIEW_SCALE));
    if (epochs == 0) {
      System.err.printf(
          "%s: shows images as they are in every epoch, since there is no augmentation. Add --augment.%n",
          ForeignText.show(preview));
      return;
    }
    System.err.printf(
        "%s: the first row shows images as they are, the others the same images in each of %s epochs"
            + " with %s%n",
        ForeignText.show(preview), PREVIEW_EPOCHS, recipe.augmentation());
  }
}
