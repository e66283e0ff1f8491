package dev.highorder.demo.cli;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.util.JsonUtils;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.dataset.LabelledPictures;
import dev.highorder.dataset.Normalisation;
import dev.highorder.dataset.PictureDataset;
import dev.highorder.dataset.PictureSplit;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.demo.net.NetworkSize;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.network.Transition;
import dev.highorder.training.EpochResult;
import dev.highorder.training.FitLoop;
import dev.highorder.training.TrainingRecipe;
import dev.highorder.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train}: trains a network on pictures and saves it as a classifier. */
@Command(
    name = "train",
    description = "Trains a network and saves it as a classifier.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class TrainCommand implements Callable<Integer> {

  @Mixin private DataOptions data;
  @Mixin private EngineOptions engineOptions;

  @Option(
      names = "--net",
      paramLabel = "NAME",
      description = "Network: SUBNET-SCHEME.",
      defaultValue = "vgg-rk4")
  private String net;

  @Option(
      names = "--width",
      paramLabel = "N",
      split = ",",
      description = "Channels of each stack, as in 16 or 16,32,64.",
      defaultValue = "16,32,64")
  private int[] widths;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      split = ",",
      description = "Blocks of each stack, as in 7 or 3,4,6,3.",
      defaultValue = "1")
  private int[] blocks;

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      description = "Stem and head: CIFAR, IMAGENET or PATCHES. Default: what the network needs.")
  private Layout layout;

  @Option(
      names = "--transition",
      paramLabel = "KIND",
      description =
          "What joins stacks: CONVOLUTION, PROJECTION, OPTION_A or LINEAR. Default: what the layout"
              + " needs.")
  private Transition transition;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description =
          "Start from the parameters of a saved classifier of the same depth, widths and classes,"
              + " whatever its scheme.")
  private Path from;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the pictures.",
      defaultValue = "3")
  private int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Pictures of a step.",
      defaultValue = "64")
  private int batch;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description = "Learning rate at the start.",
      defaultValue = "0.1")
  private float learningRate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of weights and order.",
      defaultValue = "1")
  private int seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to save the classifier.",
      defaultValue = "classifier")
  private Path out;

  @Option(names = "--overwrite", description = "Replace a classifier that is saved there.")
  private boolean overwrite;

  @Option(
      names = "--samples",
      paramLabel = "DIR",
      description = "Write a held-out picture of each class there, to be classified.")
  private Path samples;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    TrainingRecipe recipe = new TrainingRecipe(epochs, learningRate, 0.9f, 1e-4f, seed);
    if (layout == Layout.SEQUENCE || layout == Layout.VECTOR) {
      throw new IllegalArgumentException(
          "--layout %s takes no pictures; write CIFAR, IMAGENET or PATCHES".formatted(layout));
    }
    SavedClassifier.requireWritable(out, overwrite);
    LabelledPictures training = data.read(PictureSplit.TRAIN);
    LabelledPictures test = data.read(PictureSplit.TEST);
    Network network =
        Network.builder()
            .setClasses(training.classes().size())
            .setWidths(widths)
            .setBlocks(blocks)
            .setStack(NamedStacks.get(net))
            .optLayout(layout == null ? NamedStacks.layout(net) : layout)
            .optTransition(transition)
            .build();
    Engine engine = engineOptions.start();
    try (Model model =
        Model.newInstance(net, engineOptions.device(engine), engine.getEngineName())) {
      model.setBlock(network);
      Normalisation normalisation =
          from == null ? Normalisation.of(training) : transplant(network, model, test);
      TrainingRun run =
          fit(
              model,
              dataset(training, normalisation, true),
              dataset(test, normalisation, false),
              recipe);
      SavedClassifier.save(out, network, run, overwrite);
      if (samples != null) {
        writeSamples(test);
      }
      report(network, run.epochs());
    }
    return 0;
  }

  /** Takes the parameters of the saved classifier, and says what they are worth here. */
  private Normalisation transplant(Network network, Model model, LabelledPictures test)
      throws IOException {
    SavedClassifier saved = SavedClassifier.open(from);
    Normalisation normalisation = saved.manifest().input().normalisation();
    network.initialize(
        model.getNDManager(), DataType.FLOAT32, new Shape(1, 3, test.height(), test.width()));
    try (NDManager manager = model.getNDManager().newSubManager()) {
      network.transplant(saved.network(manager));
    }
    Evaluation before =
        Evaluation.of(network, model.getNDManager(), dataset(test, normalisation, false));
    System.err.printf(
        "with the parameters of %s (%s), before training: test loss %.4f, accuracy %.2f%%%n",
        from, saved.manifest().network().scheme(), before.loss(), 100 * before.accuracy());
    return normalisation;
  }

  private TrainingRun fit(
      Model model, PictureDataset training, PictureDataset test, TrainingRecipe recipe) {
    System.err.printf(
        "%s: %s, width %s, blocks %s, on %s (%d pictures, %d held out), batches of %d, %s%n",
        model.getNDManager().getEngine().getEngineName(),
        net,
        Arrays.toString(widths),
        Arrays.toString(blocks),
        training.pictures().description(),
        training.pictures().size(),
        test.pictures().size(),
        batch,
        recipe);
    try (TrainingDisplay display =
        new TrainingDisplay(recipe.epochs() * training.batchesPerEpoch())) {
      return new FitLoop(recipe, display).fit(model, training, test);
    }
  }

  private PictureDataset dataset(
      LabelledPictures pictures, Normalisation normalisation, boolean shuffle) {
    PictureDataset.Builder builder =
        PictureDataset.builder()
            .setPictures(pictures)
            .setNormalisation(normalisation)
            .optBatchSize(batch);
    return (shuffle ? builder.optShuffle(seed) : builder).build();
  }

  private void writeSamples(LabelledPictures test) throws IOException {
    Files.createDirectories(samples);
    LabelledPictures first = test.first(test.classes().size());
    for (int i = 0; i < first.size(); i++) {
      String name = first.classes().get(first.label(i));
      ImageIO.write(first.picture(i), "png", samples.resolve(name + ".png").toFile());
    }
  }

  private void report(Network network, List<EpochResult> results) {
    if (json) {
      System.out.println(JsonUtils.GSON_PRETTY.toJson(results));
      return;
    }
    TextTable table =
        new TextTable("epoch", "training loss", "accuracy", "test loss", "accuracy", "time");
    for (EpochResult result : results) {
      table.row(
          result.epoch(),
          "%.4f".formatted(result.training().loss()),
          "%.2f%%".formatted(100 * result.training().accuracy()),
          "%.4f".formatted(result.validation().loss()),
          "%.2f%%".formatted(100 * result.validation().accuracy()),
          "%.1fs".formatted(result.seconds()));
    }
    System.out.println(table);
    reportSteps(network);
    System.out.printf(
        "%d layers, %,d parameters. Saved to %s%n",
        NetworkSize.layers(network), NetworkSize.parameters(network), out);
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
