package dev.highorder.serving;

import dev.highorder.classifier.ImageClassifier;
import dev.highorder.engine.ProcessMemory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program to run by hand: it swaps two versions as often as its argument says, and prints the
 * resident memory ten times meanwhile.
 */
final class ManySwaps {

  private ManySwaps() {}

  /**
   * Swaps.
   *
   * @param args how often
   */
  public static void main(String[] args) throws Exception {
    int swaps = Integer.parseInt(args[0]);
    Path folder = Files.createTempDirectory("swaps");
    Path[] versions = {
      SavedShapes.save(folder.resolve("one")), SavedShapes.save(folder.resolve("two"))
    };
    try (ServedClassifier served =
        ServedClassifier.builder().optMaxBatch(4).serve(ImageClassifier.load(versions[0]))) {
      for (int i = 1; i <= swaps; i++) {
        served.swap(ImageClassifier.load(versions[i % 2]));
        served.classify(SavedShapes.IMAGES.image(0));
        if (i % Math.max(1, swaps / 10) == 0) {
          System.gc();
          long bytes = ProcessMemory.residentBytes().orElseThrow();
          System.out.println(i + " swaps: " + (bytes >> 20) + " MiB resident");
        }
      }
    }
  }
}
