package example;

import dev.highorder.classifier.ImageClassifier;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.shapes.DrawnShapes;
import java.nio.file.Path;

/** Embeds the classifier that Train saved. */
public final class Classify {

  private Classify() {}

  public static void main(String[] args) throws Exception {
    LabelledImages unseen = new DrawnShapes(2).draw(DataSplit.TEST, 5);
    try (ImageClassifier classifier = ImageClassifier.load(Path.of("target/tanh"))) {
      for (int i = 0; i < unseen.size(); i++) {
        System.out.printf(
            "%s: %s%n",
            unseen.classes().get(unseen.label(i)), classifier.classify(unseen.image(i)).best());
      }
    }
  }
}
