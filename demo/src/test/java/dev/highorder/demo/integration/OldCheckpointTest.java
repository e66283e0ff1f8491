package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.storage.SafetensorsFile;
import dev.highorder.training.FitLoop;
import dev.highorder.training.TrainingRun;
import dev.highorder.training.checkpoint.CheckpointPolicy;
import dev.highorder.training.checkpoint.Checkpoints;
import dev.highorder.training.state.TrainingState;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A checkpoint that an earlier version wrote, with format 1 and other words, after the first of two
 * epochs of {@code train --net vgg-rk4 --width 4 --blocks 1 --limit 40 --epochs 2 --threads 1}; and
 * the parameters that the same version had after the second.
 */
class OldCheckpointTest {

  private static final String CHECKPOINT = "epoch-000001-batch-00000000";

  @TempDir Path checkpoints;

  @BeforeEach
  void copy() throws IOException, URISyntaxException {
    Path target = Files.createDirectory(checkpoints.resolve(CHECKPOINT));
    try (Stream<Path> files = Files.list(resource(CHECKPOINT))) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName().toString()));
      }
    }
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(OldCheckpointTest.class.getResource("format-1/" + name)).toURI());
  }

  @Test
  void isReadWithAllItsNumbers() throws IOException {
    TrainingState state = Checkpoints.newest(checkpoints).orElseThrow().state();

    assertEquals("shapes (train), seed 1", state.origin().dataSet().description());
    assertEquals(400, state.origin().dataSet().size());
    assertEquals(7, state.position().step());
    assertEquals(97.48572221979867, state.results().get(0).resources().examplesPerSecond());
    assertEquals(0.1175, state.results().get(0).validation().accuracy());
    assertEquals(
        Map.of(
            "divergence",
            Map.of("average", 2.70081569877243, "lowest", 2.70081569877243, "last", 2.4345176)),
        state.callbacks());
  }

  @Test
  void isResumedToTheParametersOfThatTime() throws Exception {
    String engine = Engines.start("", 1).getEngineName();
    DrawnShapes shapes = new DrawnShapes(1);
    LabelledImages training = shapes.draw(DataSplit.TRAIN, 400);
    LabelledImages validation = shapes.draw(DataSplit.TEST, 400);
    Network network = network();
    Network expected = network();
    try (Model model = Model.newInstance("old", engine)) {
      model.setBlock(network);
      FitLoop loop =
          FitLoop.builder()
              .setRecipe(Checkpoints.newest(checkpoints).orElseThrow().state().recipe())
              .optCheckpoints(CheckpointPolicy.in(checkpoints))
              .build();
      TrainingRun run = loop.resume(model, training, validation);
      assertEquals(2, run.epochs().size());

      expected.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 3, 32, 32));
      Map<String, NDArray> then = SafetensorsFile.parametersOf(expected);
      new SafetensorsFile(resource("epoch-000002.safetensors")).readInto(then);
      Map<String, NDArray> now = SafetensorsFile.parametersOf(network);
      assertEquals(List.copyOf(then.keySet()), List.copyOf(now.keySet()));
      then.forEach(
          (name, value) ->
              assertArrayEquals(value.toFloatArray(), now.get(name).toFloatArray(), 1e-4f, name));
    } finally {
      Engines.start("", Runtime.getRuntime().availableProcessors());
    }
  }

  private static Network network() {
    return Network.builder()
        .setClasses(DrawnShapes.classes().size())
        .setWidths(4)
        .setBlocks(1)
        .setStack(NamedStacks.get("vgg-rk4"))
        .build();
  }
}
