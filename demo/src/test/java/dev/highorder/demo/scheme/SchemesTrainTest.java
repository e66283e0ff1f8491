package dev.highorder.demo.scheme;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.engine.Engine;
import dev.highorder.dataset.DrawnShapes;
import dev.highorder.dataset.LabelledPictures;
import dev.highorder.dataset.Normalisation;
import dev.highorder.dataset.PictureDataset;
import dev.highorder.dataset.PictureSplit;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.training.EpochResult;
import dev.highorder.training.FitLoop;
import dev.highorder.training.TrainingObserver;
import dev.highorder.training.TrainingRecipe;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A network of every scheme learns: its loss on a few shapes falls. */
class SchemesTrainTest {

  private static final LabelledPictures SHAPES =
      new DrawnShapes(1, 16).draw(PictureSplit.TRAIN, 60);

  static Stream<String> networks() {
    return NamedStacks.all().keySet().stream()
        .filter(name -> name.matches("(vgg|preactivation)-.*"));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void lossFalls(String name) {
    Engine engine = Engines.start();
    Network network =
        Network.builder()
            .setClasses(10)
            .setWidths(8)
            .setBlocks(1)
            .setStack(NamedStacks.get(name))
            .build();
    PictureDataset data =
        PictureDataset.builder()
            .setPictures(SHAPES)
            .setNormalisation(Normalisation.of(SHAPES))
            .optBatchSize(20)
            .build();
    try (Model model = Model.newInstance(name, engine.getEngineName())) {
      model.setBlock(network);
      List<EpochResult> epochs =
          new FitLoop(new TrainingRecipe(12, 0.02f, 0.9f, 1e-4f, 1), new TrainingObserver() {})
              .fit(model, data, data)
              .epochs();

      double first = epochs.get(0).training().loss();
      double last = epochs.get(11).training().loss();
      assertTrue(last < 0.9 * first, name + ": " + first + " to " + last);
    }
  }
}
