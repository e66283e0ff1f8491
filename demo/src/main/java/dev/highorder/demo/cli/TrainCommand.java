package dev.highorder.demo.cli;

import dev.highorder.artifact.SavedClassifier;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.AugmentationPreview;
import dev.highorder.dataset.image.ContactSheet;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.recipe.TrainingRecipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train}: trains a network on images and saves it as a classifier. */
@Command(
    name = "train",
    description = "Trains a network and saves it as a classifier.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class TrainCommand implements Callable<Integer> {

  private static final int PREVIEW_EPOCHS = 9;
  private static final int PREVIEW_SCALE = 2;

  @Mixin private NetworkOptions network;
  @Mixin private DataOptions data;
  @Mixin private RecipeOptions recipeOptions;
  @Mixin private CheckpointOptions checkpoints;
  @Mixin private EngineOptions engine;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description =
          "Start from the parameters of a saved classifier of the same depth, widths and classes,"
              + " whatever its scheme.")
  private Path from;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where to save the classifier. Its curves and checkpoints are in DIR-training beside it.",
      defaultValue = "classifier")
  private Path out;

  @Option(
      names = "--overwrite",
      description = "Replace a classifier, and a training, that is saved there.")
  private boolean overwrite;

  @Option(
      names = "--samples",
      paramLabel = "DIR",
      description = "Write a held-out image of each class there, to be classified.")
  private Path samples;

  @Option(
      names = "--preview",
      paramLabel = "FILE",
      description = "Draw what the network would see in the first epochs as a PNG; do not train.")
  private Path preview;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    TrainingRecipe recipe = recipeOptions.recipe();
    network.check();
    if (preview != null) {
      drawPreview(recipe);
      return 0;
    }
    NamedStacks.get(network.net); // refuses unknown names before anything is touched
    TrainingDirectory directory = TrainingDirectory.beside(out);
    SavedClassifier.requireWritable(out, overwrite);
    directory.requireFree(overwrite);
    new TrainingRunner(job(), recipe, directory, json).start(from);
    return 0;
  }

  private TrainingJob job() {
    return new TrainingJob(
        network.net,
        Arrays.stream(network.widths).boxed().toList(),
        Arrays.stream(network.blocks).boxed().toList(),
        network.layout,
        network.transition,
        absolute(data.data),
        data.limit,
        data.scaleTo,
        data.badImages,
        engine.engine,
        engine.device,
        engine.threads,
        absolute(out),
        overwrite,
        absolute(samples),
        checkpoints.chosen(null));
  }

  private static String absolute(Path path) {
    return Optional.ofNullable(path)
        .map(p -> p.toAbsolutePath().normalize().toString())
        .orElse(null);
  }

  private void drawPreview(TrainingRecipe recipe) throws IOException {
    LabelledImages images = data.read(DataSplit.TRAIN);
    LabelledImages seen =
        AugmentationPreview.of(images, recipe.augmentation(), recipe.seed(), PREVIEW_EPOCHS);
    int columns = Math.min(images.size(), images.classes().size());
    ImageIO.write(
        ContactSheet.draw(seen, seen.size() / columns, columns, PREVIEW_SCALE),
        "png",
        preview.toFile());
    System.err.printf(
        "%s: in the first row images as they are, then in each of %d epochs with %s%n",
        preview, PREVIEW_EPOCHS, recipe.augmentation());
  }
}
