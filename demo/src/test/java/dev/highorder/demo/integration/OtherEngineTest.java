package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.classifier.Prediction;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.demo.net.VggRk4;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.shapes.DrawnShapes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A classifier that one engine saved and another one loads, with the check of its logits. */
class OtherEngineTest {

  private static final LabelledImages IMAGES = new DrawnShapes(1).draw(DataSplit.TEST, 1);

  @TempDir Path folder;

  @Test
  void theCheckAllowsForTheRoundingOfEngines() throws IOException {
    Path directory = folder.resolve("classifier");
    Network network = VggRk4.network(10, 8, 16);
    try (NDManager manager = Engines.start(Engines.MXNET, 0).newBaseManager()) {
      network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
      SavedClassifier.builder()
          .setNetwork(network)
          .setClasses(IMAGES.classes())
          .setInput(IMAGES.format(IMAGES.normalisation()))
          .save(directory);
    }
    Engine torch = Engines.start(Engines.PYTORCH, 0);
    try (ImageClassifier classifier = ImageClassifier.load(directory);
        ImageClassifier other =
            ImageClassifier.builder().setDirectory(directory).optEngine(torch).load()) {
      assertNotNull(other.manifest().check());
      Prediction expected = classifier.classify(IMAGES.image(0));
      Prediction actual = other.classify(IMAGES.image(0));
      for (String name : IMAGES.classes()) {
        assertEquals(expected.probability(name), actual.probability(name), 1e-3, name);
      }
    }
  }
}
