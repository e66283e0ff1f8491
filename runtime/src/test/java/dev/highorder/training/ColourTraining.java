package dev.highorder.training;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.stack.TanhStack;
import dev.highorder.storage.StorageException;
import dev.highorder.training.ColourTraining.Outcome;
import dev.highorder.training.state.EpochResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** A training run of milliseconds: small networks that learn to distinguish three colours. */
final class ColourTraining {

  static final LabelledImages IMAGES = coloured(96);

  private ColourTraining() {}

  /** A recipe of ten short epochs, with some changes. */
  static TrainingRecipe recipe(UnaryOperator<TrainingRecipe.Builder> changes) {
    return changes
        .apply(
            TrainingRecipe.quick(10)
                .optBatchSize(16)
                .optLearningRate(LearningRate.cosine(0.05f))
                .optSeed(7))
        .build();
  }

  /** Returns the builder of a loop with a recipe. */
  static FitLoop.Builder loop(TrainingRecipe recipe) {
    return FitLoop.builder().setRecipe(recipe);
  }

  /** Trains a network from the start. */
  static Outcome fit(Block network, TrainingRecipe recipe, int threads) throws StorageException {
    return train(network, threads, model -> loop(recipe).build().fit(model, IMAGES, IMAGES));
  }

  /** The result of a run. */
  record Outcome(List<EpochResult> epochs, List<Float> parameters) {}

  /** How a loop trains a model. */
  @FunctionalInterface
  interface Fit {
    TrainingRun run(Model model) throws StorageException;
  }

  /** Trains a network on the engine with so many threads; 0 for all. */
  static Outcome train(Block network, int threads, Fit fit) throws StorageException {
    String engine = Engines.start("", threads).getEngineName();
    try (Model model = Model.newInstance("colours", engine)) {
      model.setBlock(network);
      return new Outcome(fit.run(model).epochs(), parameters(network));
    } finally {
      Engines.start("", Runtime.getRuntime().availableProcessors());
    }
  }

  /** A network with batch normalisation. */
  static Network network() {
    return Network.builder()
        .setClasses(3)
        .setWidths(4)
        .setBlocks(1)
        .setStack(TanhStack::withBlocks)
        .build();
  }

  /** A network without it: the outputs of an example do not depend on the others. */
  static Block plainNetwork() {
    return new SequentialBlock()
        .add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(4).build())
        .add(TanhStack.withBlocks(1, 4))
        .add(Pool.globalAvgPool2dBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(3).build());
  }

  /** The same, with another block at its end. */
  static Block plainNetworkThat(Block last) {
    return new SequentialBlock().add(plainNetwork()).add(last);
  }

  /** A network with batch normalisation and dropout. */
  static Network networkWithDropout() {
    return networkWithDropout(4);
  }

  /** The same of another width. */
  static Network networkWithDropout(int channels) {
    return Network.builder()
        .setClasses(3)
        .setWidths(channels)
        .setBlocks(2)
        .setStack(
            (blocks, width) ->
                new TanhStack(
                    blocks,
                    () ->
                        new SequentialBlock()
                            .add(TanhStack.subNet(width))
                            .add(Dropout.builder().optRate(0.2f).build())))
        .build();
  }

  static List<Float> parameters(Block network) {
    List<Float> values = new ArrayList<>();
    for (Parameter parameter : network.getParameters().values()) {
      for (float value : parameter.getArray().toFloatArray()) {
        values.add(value);
      }
    }
    return values;
  }

  /** Images of 8x8 in which one of three colours is strong. */
  static LabelledImages coloured(int count) {
    List<byte[]> pixels = new ArrayList<>();
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 3;
      byte[] image = new byte[3 * 8 * 8];
      Arrays.fill(image, (byte) (20 + i % 7));
      Arrays.fill(image, labels[i] * 64, (labels[i] + 1) * 64, (byte) (110 + i % 11));
      image[i % image.length] = (byte) 200; // so that no two are alike
      pixels.add(image);
    }
    return LabelledImages.of("colours", List.of("red", "green", "blue"), 8, 8, pixels, labels);
  }
}
