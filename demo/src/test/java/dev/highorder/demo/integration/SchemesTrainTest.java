package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.engine.Engine;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.storage.StorageException;
import dev.highorder.training.FitLoop;
import dev.highorder.training.state.EpochResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A network of every scheme learns: its loss on a few shapes falls. */
class SchemesTrainTest {

  private static final LabelledImages SHAPES = new DrawnShapes(1, 16).draw(DataSplit.TRAIN, 60);

  static Stream<String> networks() {
    return NamedStacks.all().keySet().stream()
        .filter(name -> name.matches("(vgg|preactivation)-.*"))
        .filter(name -> !name.matches(".*-h\\d.*")); // they differ by a factor alone
  }

  @ParameterizedTest
  @MethodSource("networks")
  void lossFalls(String name) throws StorageException {
    Engine engine = Engines.start();
    Network network =
        Network.builder()
            .setClasses(10)
            .setWidths(8)
            .setBlocks(1)
            .setStack(NamedStacks.get(name))
            .build();
    TrainingRecipe recipe =
        TrainingRecipe.quick(12)
            .optBatchSize(20)
            .optLearningRate(LearningRate.cosine(0.02f))
            .build();
    try (Model model = Model.newInstance(name, engine.getEngineName())) {
      model.setBlock(network);
      List<EpochResult> epochs =
          FitLoop.builder().setRecipe(recipe).build().fit(model, SHAPES, SHAPES).epochs();

      double first = epochs.get(0).training().loss();
      double last = epochs.get(11).training().loss();
      assertTrue(last < 0.9 * first, name + ": " + first + " to " + last);
    }
  }
}
