package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.demo.CommandLineRun;
import dev.highorder.demo.net.SimplifiedCotMidpoint;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.storage.SafetensorsFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A classifier that an earlier version trained by {@code train --net cot-midpoint --width 16
 * --blocks 1 --epochs 2 --limit 5 --batch 10}, and its training after the first epoch. At that time
 * {@code CotMidpoint} and {@code cot-midpoint} were the names of the simplified layer's stack.
 */
class EarlierNamesTest {

  @TempDir Path folder;

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(EarlierNamesTest.class.getResource("simplified-cot/" + name))
            .toURI());
  }

  private static Map<String, NDArray> parameters(Path classifier, NDManager manager)
      throws IOException {
    Network network = SavedClassifier.open(classifier).network(manager);
    return SafetensorsFile.parametersOf(network);
  }

  /** Loading compares the network's output with the one that was saved. */
  @Test
  void aClassifierIsLoadedWithTheSimplifiedLayer() throws IOException, URISyntaxException {
    Path classifier = resource("classifier");
    String manifest = Files.readString(classifier.resolve("model.json"));
    assertTrue(manifest.contains("\"dev.highorder.demo.net.CotMidpoint\""), "it is an old one");

    try (NDManager manager = Engines.start().newBaseManager()) {
      Network network = SavedClassifier.open(classifier).network(manager);
      assertEquals(SimplifiedCotMidpoint.class, network.stacks().get(0).getClass());
    }
  }

  @Test
  void aTrainingIsResumedToTheParametersOfThatTime() throws IOException, URISyntaxException {
    Path from = resource("classifier-training");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path to = folder.resolve("classifier-training").resolve(from.relativize(file).toString());
        Files.copy(file, to);
      }
    }

    CommandLineRun resumed = CommandLineRun.of("resume", folder.resolve("classifier-training"));

    assertTrue(resumed.code() == 0 || resumed.code() == 4, resumed.err()); // it may only guess
    try (NDManager manager = Engines.start().newBaseManager()) {
      Map<String, NDArray> then = parameters(resource("classifier"), manager);
      Map<String, NDArray> now = parameters(folder.resolve("classifier"), manager);
      assertEquals(then.keySet(), now.keySet());
      then.forEach(
          (name, value) ->
              assertArrayEquals(value.toFloatArray(), now.get(name).toFloatArray(), 1e-4f, name));
    }
    String saved = Files.readString(folder.resolve("classifier").resolve("model.json"));
    assertTrue(saved.contains("\"dev.highorder.demo.net.SimplifiedCotMidpoint\""), saved);
  }
}
