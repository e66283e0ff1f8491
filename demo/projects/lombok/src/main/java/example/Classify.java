package example;

import ai.djl.Model;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.training.FitLoop;
import dev.highorder.training.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Embeds a classifier of the command line, and one of a sub-net of this program. */
public final class Classify {

  private Classify() {}

  public static void main(String[] args) throws Exception {
    classify(Path.of(args[0]), Path.of(args[1]));

    Path own = Path.of("target/own");
    train(own);
    try (ImageClassifier classifier = ImageClassifier.load(own)) {
      LabelledImages unseen = new DrawnShapes(2).draw(DataSplit.TEST, 1);
      System.out.println("own sub-net: " + classifier.classify(unseen.image(0)).best());
    }
  }

  private static void classify(Path directory, Path images) throws Exception {
    List<Path> files;
    try (Stream<Path> list = Files.list(images)) {
      files = list.sorted().toList();
    }
    try (ImageClassifier classifier = ImageClassifier.load(directory)) {
      for (Path file : files) {
        System.out.printf("%s: %s%n", file.getFileName(), classifier.classify(file).best());
      }
    }
  }

  private static void train(Path directory) throws Exception {
    LabelledImages shapes = new DrawnShapes(1).draw(DataSplit.TRAIN, 64);
    Network network = TanhUnitMidpoint.network(shapes.classes().size(), 4);
    try (Model model = Model.newInstance("own", Engines.start().getEngineName())) {
      model.setBlock(network);
      TrainingRecipe recipe = TrainingRecipe.quick(1).optBatchSize(32).build();
      TrainingRun run = FitLoop.builder().setRecipe(recipe).build().fit(model, shapes, shapes);
      SavedClassifier.save(directory, network, run, true);
    }
  }
}
