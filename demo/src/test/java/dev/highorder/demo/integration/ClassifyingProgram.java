package dev.highorder.demo.integration;

import dev.highorder.classifier.ImageClassifier;
import dev.highorder.classifier.Prediction;
import java.nio.file.Path;

/** An application that classifies an image and prints all probabilities. */
final class ClassifyingProgram {

  private ClassifyingProgram() {}

  /**
   * Classifies.
   *
   * @param args the directory of the classifier, and an image file
   */
  public static void main(String[] args) throws Exception {
    try (ImageClassifier classifier = ImageClassifier.load(Path.of(args[0]))) {
      Prediction prediction = classifier.classify(Path.of(args[1]));
      prediction
          .classes()
          .forEach(each -> System.out.println(each.name() + " " + each.probability()));
    }
  }
}
