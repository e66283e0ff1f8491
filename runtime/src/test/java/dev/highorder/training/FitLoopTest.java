package dev.highorder.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.nn.Parameter;
import dev.highorder.block.TanhStack;
import dev.highorder.dataset.LabelledPictures;
import dev.highorder.dataset.Normalisation;
import dev.highorder.dataset.PictureDataset;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FitLoopTest {

  private static final TrainingRecipe RECIPE = new TrainingRecipe(10, 0.05f, 0.9f, 1e-4f, 7);

  /** What a training left behind. */
  private record Outcome(List<EpochResult> epochs, List<Float> parameters, int steps) {}

  @Test
  void learnsToTellColoursApart() {
    Outcome outcome = train(RECIPE, 0);

    assertEquals(10, outcome.epochs().size());
    assertEquals(10 * 6, outcome.steps(), "96 pictures make 6 batches of 16");
    EpochResult last = outcome.epochs().get(9);
    assertTrue(last.training().loss() < outcome.epochs().get(0).training().loss());
    assertTrue(last.validation().accuracy() > 0.95, last.toString());
  }

  @Test
  void sameSeedSameBitsOnOneThread() {
    List<Float> first = train(RECIPE, 1).parameters();
    List<Float> second = train(RECIPE, 1).parameters();
    TrainingRecipe other = new TrainingRecipe(10, 0.05f, 0.9f, 1e-4f, 8);

    assertEquals(first, second);
    assertNotEquals(first, train(other, 1).parameters(), "the seed matters");
  }

  @Test
  void stopsAndExplainsWhenTheLossExplodes() {
    TrainingRecipe wild = new TrainingRecipe(10, 1e5f, 0.9f, 1e-4f, 7);

    String message = assertThrows(DivergedException.class, () -> train(wild, 0)).getMessage();

    assertTrue(message.contains("The learning rate is 100000"), message);
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertRefused("epochs", () -> new TrainingRecipe(0, 0.1f, 0, 0, 1));
    assertRefused("learning rate", () -> new TrainingRecipe(1, Float.NaN, 0, 0, 1));
    assertRefused("momentum", () -> new TrainingRecipe(1, 0.1f, 1, 0, 1));
    assertRefused("weight decay", () -> new TrainingRecipe(1, 0.1f, 0, -1, 1));
  }

  private static void assertRefused(String name, Runnable work) {
    String message = assertThrows(IllegalArgumentException.class, work::run).getMessage();
    assertTrue(message.startsWith("The " + name + " must be"), message);
  }

  private static Outcome train(TrainingRecipe recipe, int threads) {
    String engine = Engines.start("", threads).getEngineName();
    LabelledPictures pictures = coloured(96);
    Network network =
        Network.builder()
            .setClasses(3)
            .setWidths(4)
            .setBlocks(1)
            .setStack(TanhStack::withBlocks)
            .build();
    int[] steps = {0};
    TrainingObserver observer =
        new TrainingObserver() {
          @Override
          public void onStep(TrainingProgress progress) {
            steps[0]++;
            assertEquals(steps[0] / 60.0, progress.share(), 1e-9);
          }
        };
    try (Model model = Model.newInstance("colours", engine)) {
      model.setBlock(network);
      List<EpochResult> epochs =
          new FitLoop(recipe, observer).fit(model, dataset(pictures), dataset(pictures)).epochs();
      assertTrue(
          model.getNDManager().getManagedArrays().size() <= 2 * network.getParameters().size(),
          "nothing but parameters is left");
      return new Outcome(epochs, parameters(network), steps[0]);
    } finally {
      Engines.start("", Runtime.getRuntime().availableProcessors());
    }
  }

  private static List<Float> parameters(Network network) {
    List<Float> values = new ArrayList<>();
    for (Parameter parameter : network.getParameters().values()) {
      for (float value : parameter.getArray().toFloatArray()) {
        values.add(value);
      }
    }
    return values;
  }

  private static PictureDataset dataset(LabelledPictures pictures) {
    return PictureDataset.builder()
        .setPictures(pictures)
        .setNormalisation(Normalisation.none())
        .optBatchSize(16)
        .optShuffle(3)
        .build();
  }

  /** Pictures in which one of three colours is strong. */
  private static LabelledPictures coloured(int count) {
    List<byte[]> pixels = new ArrayList<>();
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 3;
      byte[] picture = new byte[3 * 8 * 8];
      Arrays.fill(picture, (byte) (20 + i % 7));
      Arrays.fill(picture, labels[i] * 64, (labels[i] + 1) * 64, (byte) (110 + i % 11));
      pixels.add(picture);
    }
    return LabelledPictures.of("colours", List.of("red", "green", "blue"), 8, 8, pixels, labels);
  }
}
