package example;

import ai.djl.Model;
import ai.djl.engine.Engine;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.training.FitLoop;
import dev.highorder.training.TrainingRun;
import java.nio.file.Path;

/** Trains a network of TanhUnitRk4 and saves it. */
public final class Train {

  private Train() {}

  public static void main(String[] args) throws Exception {
    Engine engine = Engines.start();
    DrawnShapes shapes = new DrawnShapes(1);
    LabelledImages training = shapes.draw(DataSplit.TRAIN, 2000);
    LabelledImages validation = shapes.draw(DataSplit.TEST, 500);
    Network network = TanhUnitRk4.network(training.classes().size(), 16, 32, 64);
    TrainingRecipe recipe = TrainingRecipe.quick(5).optBatchSize(32).build();
    try (Model model = Model.newInstance("tanh", engine.getEngineName())) {
      model.setBlock(network);
      TrainingRun run =
          FitLoop.builder().setRecipe(recipe).build().fit(model, training, validation);
      SavedClassifier.save(Path.of("target/tanh"), network, run, true);
      System.out.printf("validation accuracy %.0f%%%n", 100 * run.result().validation().accuracy());
    }
  }
}
