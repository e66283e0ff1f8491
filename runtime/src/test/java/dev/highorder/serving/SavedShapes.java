package dev.highorder.serving;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.stack.TanhStack;
import java.io.IOException;
import java.nio.file.Path;

/** Saved classifiers of drawn shapes with random parameters, different each time. */
final class SavedShapes {

  static final LabelledImages IMAGES = new DrawnShapes(1).draw(DataSplit.TEST, 20);

  private SavedShapes() {}

  /** Saves a classifier. */
  static Path save(Path directory) throws IOException {
    Engine engine = Engines.start();
    Network network =
        Network.builder()
            .setClasses(10)
            .setWidths(4)
            .setBlocks(1)
            .setStack(TanhStack::withBlocks)
            .build();
    try (NDManager manager = engine.newBaseManager()) {
      network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
      SavedClassifier.builder()
          .setNetwork(network)
          .setClasses(IMAGES.classes())
          .setInput(IMAGES.format(IMAGES.normalisation()))
          .save(directory);
    }
    return directory;
  }
}
