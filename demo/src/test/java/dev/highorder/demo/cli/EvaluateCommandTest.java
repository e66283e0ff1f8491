package dev.highorder.demo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.demo.CommandLineRun;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.image.Normalisation;
import dev.highorder.input.ImageFormat;
import dev.highorder.network.Network;
import dev.highorder.shapes.DrawnShapes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {

  @TempDir Path folder;

  @Test
  void theFileOfTheChartIsCheckedBeforeTheWork() {
    CommandLineRun evaluate =
        CommandLineRun.of(
            "evaluate",
            folder.resolve("no classifier either"),
            "--confusion-matrix",
            folder.resolve("none/chart.png"));

    assertEquals(1, evaluate.code());
    assertEquals("", evaluate.out());
    assertTrue(evaluate.err().contains("chart.png cannot be written"), evaluate.err());
    assertTrue(evaluate.err().lines().count() == 1, evaluate.err());
  }

  /** Logits beyond the range of a float: the loss is not finite, though each parameter is. */
  @Test
  void aNetworkThatComputesNoNumbersIsAFailure() throws IOException {
    Path classifier = folder.resolve("c");
    String engine = Engines.start().getEngineName();
    try (Model model = Model.newInstance("wild", engine)) {
      Network network =
          Network.builder()
              .setClasses(DrawnShapes.classes().size())
              .setWidths(4)
              .setBlocks(1)
              .setStack(NamedStacks.get("vgg-rk4"))
              .build();
      model.setBlock(network);
      network.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 3, 32, 32));
      for (Parameter parameter : network.getParameters().values()) {
        NDArray array = parameter.getArray().stopGradient();
        array.onesLike().mul(1e30f).copyTo(array);
      }
      SavedClassifier.builder()
          .setNetwork(network)
          .setClasses(DrawnShapes.classes())
          .setInput(new ImageFormat(3, 32, 32, Normalisation.none()))
          .save(classifier);
    }

    CommandLineRun evaluate = CommandLineRun.of("evaluate", classifier, "--limit", 2, "--json");

    assertEquals(1, evaluate.code(), evaluate.out());
    assertEquals("", evaluate.out());
    assertTrue(evaluate.err().contains(classifier.toString()), evaluate.err());
  }
}
