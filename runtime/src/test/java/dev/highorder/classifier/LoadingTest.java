package dev.highorder.classifier;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading compiles a graph, which takes long; other classifiers answer meanwhile. */
class LoadingTest {

  private static final LabelledImages SHAPES = new DrawnShapes(1).draw(DataSplit.TEST, 10);

  /** The units of work in which a network is traced, optimised, compiled and checked. */
  private static final int MIN_ANSWERS = 4;

  @TempDir Path folder;

  @Test
  void otherClassifiersAnswerMeanwhile() throws Exception {
    Path small = save("small", 1);
    Path deep = save("deep", 40);
    AtomicInteger answers = new AtomicInteger();
    AtomicBoolean isOver = new AtomicBoolean();
    try (ImageClassifier classifier = ImageClassifier.load(small)) {
      Thread requests =
          new Thread(
              () -> {
                while (!isOver.get()) {
                  classifier.classify(SHAPES.image(0));
                  answers.incrementAndGet();
                }
              });
      requests.start();
      while (answers.get() == 0) {
        Thread.onSpinWait();
      }
      int before = answers.get();
      int during;
      try (ImageClassifier loaded = ImageClassifier.load(deep)) {
        during = answers.get() - before;
        loaded.classify(SHAPES.image(0));
      }
      isOver.set(true);
      requests.join();
      assertTrue(during >= MIN_ANSWERS, during + " answers while a classifier was loaded");
    }
  }

  private Path save(String name, int blocks) throws IOException {
    Path directory = folder.resolve(name);
    Network network =
        Network.builder()
            .setClasses(10)
            .setWidths(4)
            .setBlocks(blocks)
            .setStack(TanhStack::withBlocks)
            .build();
    try (NDManager manager = Engines.start().newBaseManager()) {
      network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
      SavedClassifier.builder()
          .setNetwork(network)
          .setClasses(SHAPES.classes())
          .setInput(SHAPES.measuredFormat())
          .save(directory);
    }
    return directory;
  }
}
