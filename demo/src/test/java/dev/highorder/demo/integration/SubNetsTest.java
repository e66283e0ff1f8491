package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.demo.experiment.NetworkSize;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.storage.StorageException;
import dev.highorder.subnet.BottleneckSubNet;
import dev.highorder.subnet.CotSubNet;
import dev.highorder.subnet.DenseSubNet;
import dev.highorder.subnet.FeedForwardSubNet;
import dev.highorder.subnet.MbConvSubNet;
import dev.highorder.subnet.SeBottleneckSubNet;
import dev.highorder.subnet.SeVggSubNet;
import dev.highorder.subnet.SelfAttentionSubNet;
import dev.highorder.subnet.SimplifiedCotSubNet;
import dev.highorder.subnet.VggSubNet;
import dev.highorder.subnet.VisionTransformerSubNet;
import dev.highorder.training.FitLoop;
import dev.highorder.training.state.EpochResult;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sub-nets of the paper's Table 6 and those of transformers. */
class SubNetsTest {

  private static final int C = 64;

  /** Parameters as the layers' definitions add them up, convolutions without bias. */
  static Stream<Arguments> counts() {
    int q = C / 4;
    int bottleneck = C * q + 9 * q * q + q * C + 2 * (q + q + C);
    int gate = C * 4 + 4 + 4 * C + C;
    int wide = 6 * C;
    int cot =
        (9 * q * q / 4 + 2 * q) // key, in four groups
            + (q * q + 2 * q) // value
            + (2 * q * q / 2 + 2 * q / 2) // attention, first
            + (q / 2 * 18 + 18); // attention, second: two heads of nine
    int contextual = // the same key and value, and another attention, with 32 hidden units of its
        // own
        (9 * q * q / 4 + 2 * q)
            + (q * q + 2 * q)
            + (2 * q * q / 2 + 2 * q / 2 + (q / 2 * 18 + 18) + 2 * 18)
            + 2 * q
            + (q * 32 + 32 + 2 * 32 + 32 * 2 * q + 2 * q);
    Shape images = new Shape(2, C, 4, 4);
    Shape tokens = new Shape(2, 5, C);
    int attention = 4 * (C * C + C) + 2 * C;
    int feedForward = (4 * C * C + 4 * C) + (4 * C * C + C) + 2 * C;
    return Stream.of(
        Arguments.of(new DenseSubNet(C), new Shape(2, C), 2, 4 * C * C + 5 * C),
        Arguments.of(new VggSubNet(C), images, 2, 2 * (9 * C * C + 2 * C)),
        Arguments.of(new BottleneckSubNet(C), images, 3, bottleneck),
        Arguments.of(new SeVggSubNet(C), images, 2, 2 * (9 * C * C + 2 * C) + gate),
        Arguments.of(new SeBottleneckSubNet(C), images, 3, bottleneck + gate),
        Arguments.of(
            new MbConvSubNet(C),
            images,
            3,
            (C * wide + 2 * wide)
                + (9 * wide + 2 * wide)
                + (wide * q + q + q * wide + wide)
                + (wide * C + 2 * C)),
        Arguments.of(new SimplifiedCotSubNet(C), images, 3, C * q + q * C + 2 * (q + C) + cot),
        Arguments.of(new CotSubNet(C), images, 3, C * q + q * C + 2 * (q + C) + contextual),
        Arguments.of(new FeedForwardSubNet(C), tokens, 2, feedForward),
        Arguments.of(new SelfAttentionSubNet(C, 4), tokens, 4, attention),
        Arguments.of(new VisionTransformerSubNet(C, 4), tokens, 6, attention + feedForward));
  }

  @ParameterizedTest
  @MethodSource("counts")
  void haveTheParametersOfTheirDefinitions(Block subNet, Shape input, int layers, int parameters) {
    try (NDManager manager = Engines.start().newBaseManager()) {
      subNet.initialize(manager, DataType.FLOAT32, input);
      assertEquals(parameters, NetworkSize.parameters(subNet));
      assertEquals(layers, NetworkSize.layers(subNet));
    }
  }

  static Stream<String> networks() {
    return NamedStacks.all().keySet().stream()
        .filter(name -> !name.startsWith("vgg-"))
        .filter(name -> NamedStacks.layout(name) != Layout.VECTOR);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void trainTwoBatches(String name) throws StorageException {
    LabelledImages images = new DrawnShapes(1, 16).draw(DataSplit.TRAIN, 20);
    TrainingRecipe recipe =
        TrainingRecipe.quick(1)
            .optBatchSize(10)
            .optLearningRate(LearningRate.cosine(0.05f))
            .optWeightDecay(0)
            .build();
    Engine engine = Engines.start();
    Network network =
        Network.builder()
            .setClasses(10)
            .setWidths(16)
            .setBlocks(1)
            .setStack(NamedStacks.get(name))
            .optLayout(NamedStacks.layout(name))
            .build();
    try (Model model = Model.newInstance(name, engine.getEngineName())) {
      model.setBlock(network);
      // Squeeze-and-excitation has four hidden units, which may all be 0 by chance.
      engine.setRandomSeed(1);
      network.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 3, 16, 16));
      Map<String, float[]> before = values(network);
      EpochResult result =
          FitLoop.builder().setRecipe(recipe).build().fit(model, images, images).epochs().get(0);
      assertTrue(Double.isFinite(result.validation().loss()), result.toString());
      values(network)
          .forEach(
              (key, value) ->
                  assertFalse(Arrays.equals(before.get(key), value), key + " did not move"));
    }
  }

  /** Returns every trained weight matrix; the gradient of a bias before a normalisation is zero. */
  private static Map<String, float[]> values(Network network) {
    Map<String, float[]> values = new TreeMap<>();
    network
        .getParameters()
        .forEach(
            pair -> {
              if (pair.getValue().getType() == Parameter.Type.WEIGHT) {
                values.put(pair.getKey(), pair.getValue().getArray().toFloatArray());
              }
            });
    return values;
  }

  @Test
  void refuseWidthsThatDoNotFit() {
    assertRefused(
        "a multiple of 32, not 20",
        () -> NamedStacks.get("cot-rk4").create(1, 20)); // by reflection
    assertRefused(
        "needs the layout PATCHES or SEQUENCE",
        () -> {
          try (NDManager manager = Engines.start().newBaseManager()) {
            NamedStacks.get("vit-rk4")
                .create(1, 16)
                .initialize(manager, DataType.FLOAT32, new Shape(1, 16, 8, 8));
          }
        });
  }

  private static void assertRefused(String part, Runnable creation) {
    String message = assertThrows(IllegalArgumentException.class, creation::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
