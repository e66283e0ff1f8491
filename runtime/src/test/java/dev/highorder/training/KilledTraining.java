package dev.highorder.training;

import ai.djl.Model;
import dev.highorder.augmentation.Augmentation;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.SafetensorsFile;
import dev.highorder.training.callback.Progress;
import dev.highorder.training.checkpoint.Checkpoint;
import dev.highorder.training.checkpoint.CheckpointPolicy;
import dev.highorder.training.checkpoint.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The process that {@link KillTest} kills. It trains, or resumes if its directory holds a
 * checkpoint, prints a line after each step, and writes its parameters at the end.
 */
final class KilledTraining {

  private KilledTraining() {}

  /**
   * Trains.
   *
   * @param args the directory of checkpoints, the steps between them, and the file to write
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    CheckpointPolicy policy = CheckpointPolicy.in(directory).everySteps(Integer.parseInt(args[1]));
    TrainingRecipe recipe =
        TrainingRecipe.quick(24)
            .optBatchSize(4)
            .optLearningRate(LearningRate.cosine(0.02f))
            .optAveraging(0.9f)
            .optAugmentation(Augmentation.parseList("crop:1,flip,autoaugment"))
            .build();
    Progress printer =
        new Progress(now -> System.out.println("step " + now.epoch() + " " + now.batch()));
    LabelledImages training = ColourTraining.coloured(60);
    LabelledImages validation = training;
    Network network = ColourTraining.networkWithDropout();
    Optional<Checkpoint> newest = Checkpoints.newest(directory);
    System.out.println("from " + newest.map(c -> c.directory().getFileName()));
    FitLoop loop =
        FitLoop.builder().setRecipe(recipe).optCallback(printer).optCheckpoints(policy).build();
    String engine = Engines.start("", 1).getEngineName();
    try (Model model = Model.newInstance("killed", engine)) {
      model.setBlock(network);
      if (Checkpoints.newest(directory).isPresent()) {
        loop.resume(model, training, validation);
      } else {
        loop.fit(model, training, validation);
      }
      new SafetensorsFile(Path.of(args[2])).write(SafetensorsFile.parametersOf(network));
    }
  }
}
