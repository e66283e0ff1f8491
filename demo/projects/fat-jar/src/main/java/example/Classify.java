package example;

import dev.highorder.classifier.ImageClassifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Classifies the images of a directory: {@code java -jar classify.jar CLASSIFIER IMAGES}. */
public final class Classify {

  private Classify() {}

  public static void main(String[] args) throws Exception {
    List<Path> images;
    try (Stream<Path> files = Files.list(Path.of(args[1]))) {
      images = files.sorted().toList();
    }
    try (ImageClassifier classifier = ImageClassifier.load(Path.of(args[0]))) {
      for (Path image : images) {
        System.out.printf("%s: %s%n", image.getFileName(), classifier.classify(image).best());
      }
    }
  }
}
