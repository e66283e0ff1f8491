package example

import ai.djl.Model
import ai.djl.ndarray.types.Shape
import ai.djl.nn.Activation
import ai.djl.nn.Block
import ai.djl.nn.SequentialBlock
import ai.djl.nn.convolutional.Conv2d
import dev.highorder.HighOrder
import dev.highorder.Scheme
import dev.highorder.artifact.SavedClassifier
import dev.highorder.classifier.ImageClassifier
import dev.highorder.dataset.DataSplit
import dev.highorder.engine.Engines
import dev.highorder.recipe.TrainingRecipe
import dev.highorder.shapes.DrawnShapes
import dev.highorder.training.FitLoop
import java.nio.file.Files
import java.nio.file.Path

/** A sub-net of two layers. */
@HighOrder(scheme = [Scheme.MIDPOINT], blocks = [1])
fun tanhUnit(channels: Int): Block =
    SequentialBlock()
        .add(
            Conv2d.builder()
                .setKernelShape(Shape(3, 3))
                .setFilters(channels)
                .optPadding(Shape(1, 1))
                .build())
        .addSingleton { x -> Activation.tanh(x) }

/** Embeds a classifier of the command line, and one of the sub-net above. */
fun main(args: Array<String>) {
  val images = Files.list(Path.of(args[1])).use { files -> files.sorted().toList() }
  ImageClassifier.load(Path.of(args[0])).use { classifier ->
    for (image in images) {
      println("${image.fileName}: ${classifier.classify(image).best()}")
    }
  }

  val own = Path.of("target/own")
  train(own)
  ImageClassifier.load(own).use { classifier ->
    val unseen = DrawnShapes(2).draw(DataSplit.TEST, 1)
    println("own sub-net: ${classifier.classify(unseen.image(0)).best()}")
  }
}

private fun train(directory: Path) {
  val shapes = DrawnShapes(1).draw(DataSplit.TRAIN, 64)
  val network = TanhUnitMidpoint.network(shapes.classes().size, 4)
  Model.newInstance("own", Engines.start().engineName).use { model ->
    model.block = network
    val recipe = TrainingRecipe.quick(1).optBatchSize(32).build()
    val run = FitLoop.builder().setRecipe(recipe).build().fit(model, shapes, shapes)
    SavedClassifier.save(directory, network, run, true)
  }
}
