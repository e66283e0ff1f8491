package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.artifact.Manifest;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.input.ImageFormat;
import dev.highorder.shapes.DrawnShapes;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * A classifier that an earlier version trained and saved. Its manifest has the words of that
 * version, and the result that the version measured.
 */
class OldClassifierTest {

  private static Path directory() throws URISyntaxException {
    return Path.of(OldClassifierTest.class.getResource("format-3/model.json").toURI()).getParent();
  }

  @Test
  void givesTheResultThatWasSavedWithIt() throws IOException, URISyntaxException {
    String text = Files.readString(directory().resolve("model.json"));
    assertTrue(text.contains("\"pictures\"") && !text.contains("\"kind\""), "it is an old one");

    try (ImageClassifier classifier = ImageClassifier.load(directory())) {
      Manifest manifest = classifier.manifest();
      assertEquals(3, manifest.format());
      assertNull(manifest.check());
      assertEquals(400, manifest.training().examples());
      assertEquals(2, manifest.training().epochs().size());
      assertEquals(400, manifest.training().epochs().get(0).training().examples());
      ImageFormat format = (ImageFormat) manifest.input();
      assertEquals(0.46076694f, format.normalisation().mean().get(0));

      Evaluation saved = manifest.training().result();
      Evaluation measured =
          classifier
              .evaluate(
                  ExampleDataset.builder()
                      .setExamples(new DrawnShapes(1).draw(DataSplit.TEST, 400))
                      .setFormat(format)
                      .optBatchSize(64)
                      .build())
              .overall();
      assertEquals(saved.examples(), measured.examples());
      assertEquals(saved.loss(), measured.loss(), 1e-5);
      assertEquals(saved.accuracy(), measured.accuracy(), 1e-9);
    }
  }
}
