package dev.highorder.demo.bench.workload;

import ai.djl.engine.Engine;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.classifier.ClassProbability;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.image.Normalisation;
import dev.highorder.input.ImageFormat;
import dev.highorder.network.Network;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A saved classifier that is loaded, classifies one image, and is closed. */
final class ClassifierLoading extends Workload {

  private final Path directory;
  private final int side;

  ClassifierLoading(Engine engine, Setting setting) {
    super(engine, setting);
    side = (int) setting.input().get(2);
    try {
      directory = Files.createTempDirectory("bench").resolve("classifier");
      SavedClassifier.builder()
          .setNetwork((Network) network())
          .setClasses(IntStream.range(0, Setting.CLASSES).mapToObj(i -> "class " + i).toList())
          .setInput(new ImageFormat(3, side, side, Normalisation.none()))
          .save(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public float[] run() {
    try (ImageClassifier classifier = ImageClassifier.load(directory)) {
      List<ClassProbability> classes =
          classifier
              .classify(new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB))
              .top(Setting.CLASSES);
      float[] probabilities = new float[classes.size()];
      for (int i = 0; i < probabilities.length; i++) {
        probabilities[i] = (float) classes.get(i).probability();
      }
      return probabilities;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    super.close();
    try (Stream<Path> files = Files.walk(directory.getParent())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
