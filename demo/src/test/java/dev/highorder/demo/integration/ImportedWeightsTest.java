package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.highorder.artifact.Manifest;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.demo.CommandLineRun;
import dev.highorder.engine.Engines;
import dev.highorder.input.ImageFormat;
import dev.highorder.network.Network;
import dev.highorder.storage.ForeignTensors;
import dev.highorder.storage.Sha256;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files that PyTorch's networks were saved to, with the logits that PyTorch computed. The script
 * next to them has the networks.
 */
class ImportedWeightsTest {

  private static final double TOLERANCE = 1e-5;

  @TempDir Path folder;

  private static Path fixture(String name) {
    try {
      return Path.of(ImportedWeightsTest.class.getResource("weights/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private CommandLineRun run(String file, String... options) {
    List<Object> arguments =
        new ArrayList<>(List.of("import", "--from", fixture(file), "--out", folder.resolve("out")));
    arguments.addAll(List.of(options));
    return CommandLineRun.of(arguments.toArray());
  }

  private CommandLineRun preactivation(String file, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of("--net", "preactivation-euler", "--size", "8", "--mean", "0.5,0.5,0.5"));
    all.addAll(List.of("--std", "0.25,0.25,0.25"));
    all.addAll(List.of(options));
    return run(file, all.toArray(String[]::new));
  }

  private void assertComputes(String expected) throws IOException {
    Map<String, float[]> values = new HashMap<>();
    ForeignTensors file = ForeignTensors.open(fixture(expected));
    file.read(file.tensors().keySet(), values::put);
    Shape shape = file.tensors().get("input").shape();
    try (NDManager manager = Engines.start().newBaseManager()) {
      Network network = SavedClassifier.open(folder.resolve("out")).network(manager);
      float[] logits =
          network
              .forward(
                  new ParameterStore(manager, false),
                  new NDList(manager.create(values.get("input"), shape)),
                  false)
              .singletonOrThrow()
              .toFloatArray();
      float[] truth = values.get("logits");
      assertEquals(truth.length, logits.length);
      double largest = 0;
      for (float logit : truth) {
        largest = Math.max(largest, Math.abs(logit));
      }
      for (int i = 0; i < truth.length; i++) {
        assertEquals(truth[i], logits[i], TOLERANCE * largest, "logit " + i);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"preactivation", "preactivation-f16", "preactivation-bf16"})
  void computesWhatPyTorchComputes(String name) throws IOException {
    CommandLineRun run = preactivation(name + ".safetensors");

    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("37 tensors of "), run.out());
    assertTrue(run.out().contains("blocks [3], widths [8], 5 classes."), run.out());
    assertComputes(name + "-expected.safetensors");
  }

  /** The blocks are torchvision's own. */
  @ParameterizedTest
  @CsvSource({"basic, resnet-euler", "bottleneck, resnet-bottleneck-euler"})
  void computesWhatTorchvisionComputes(String name, String net) throws IOException {
    CommandLineRun run = run(name + ".safetensors", "--net", net, "--size", "32");

    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("blocks [2, 1], widths ["), run.out());
    assertComputes(name + "-expected.safetensors");
  }

  /** The names are timm's, whose last layer is a convolution. */
  @ParameterizedTest
  @CsvSource({"v2-basic, resnet-v2-euler", "v2-bottleneck, resnet-v2-bottleneck-euler"})
  void computesWhatPreActivationResNetsOfTimmCompute(String name, String net) throws IOException {
    CommandLineRun run = run(name + ".safetensors", "--net", net, "--size", "32");

    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("blocks [2, 1], widths ["), run.out());
    assertComputes(name + "-expected.safetensors");
  }

  @Test
  void theManifestNamesTheFile() throws IOException {
    preactivation("preactivation.safetensors", "--classes", "a,b,c,d,e");

    Manifest manifest = SavedClassifier.open(folder.resolve("out")).manifest();
    assertEquals(
        Sha256.of(fixture("preactivation.safetensors")), manifest.imported().file().sha256());
    assertEquals("preactivation.safetensors", manifest.imported().file().name());
    assertEquals(List.of("a", "b", "c", "d", "e"), manifest.classes());
    ImageFormat format = (ImageFormat) manifest.input();
    assertEquals(List.of(0.5f, 0.5f, 0.5f), format.normalisation().mean());
    assertEquals(8, format.height());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "preactivation-extra.safetensors | layer1.0.se.fc1.weight (2, 8, 1, 1): no rule names it",
        "preactivation-shape.safetensors | layer1.1.conv2.weight (8, 8, 1, 1): the network's"
            + " stack1.subnet2.conv2.weight is (8, 8, 3, 3)",
        "preactivation.pth | is a pickle",
        "legacy.pt | is a pickle",
      })
  void refusesWhatDoesNotFit(String file, String part) {
    CommandLineRun run = preactivation(file);

    assertEquals(1, run.code(), run.err());
    assertTrue(run.err().contains(part), run.err());
    assertTrue(Files.notExists(folder.resolve("out")), "nothing is saved");
  }

  @Test
  void refusesAFileOfAnotherDepth() {
    CommandLineRun run = preactivation("preactivation.safetensors", "--blocks", "4");

    assertEquals(1, run.code(), run.err());
    assertTrue(
        run.err()
            .contains("fit the network: the file has blocks [3], the network sub-nets for [4]."),
        run.err());
    assertTrue(
        run.err().contains("that the file lacks: 10\n  stack1.subnet4.bn1.weight (8)"), run.err());
  }

  /** Three convolutions in each block do not fit into two. */
  @Test
  void namesTheDepthOfBlocksOfAnotherKind() {
    CommandLineRun run = run("bottleneck.safetensors", "--net", "resnet-euler");

    assertEquals(1, run.code(), run.err());
    assertTrue(
        run.err()
            .contains(
                "fit the network: the file's blocks have 3 layers, the network's sub-nets 2.\n"),
        run.err());
  }

  @Test
  void aBlockOfSeveralStagesNeedsAsManySubNets() {
    CommandLineRun run = run("preactivation.safetensors", "--net", "preactivation-rk4");

    assertEquals(2, run.code(), run.err());
    assertTrue(run.err().contains("a block of preactivation-rk4 has 4 of its own"), run.err());
  }

  @Test
  void aNewHeadTakesOtherClasses() throws IOException {
    CommandLineRun refused = preactivation("preactivation.safetensors", "--classes", "a,b");
    assertEquals(2, refused.code(), refused.err());
    assertTrue(refused.err().contains("has 2 names, but the file has 5 outputs"), refused.err());

    CommandLineRun run =
        preactivation("preactivation.safetensors", "--classes", "a,b", "--new-head");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("The last layer has new values for 2 classes"), run.out());
    assertTrue(SavedClassifier.open(folder.resolve("out")).manifest().imported().hasNewHead());
  }

  @Test
  void anOwnRuleMapsAnotherName() throws IOException {
    Path rules = folder.resolve("my.rules");
    Files.writeString(
        rules,
        """
        *.num_batches_tracked -> ignored
        layer1.0.se.*         -> ignored
        conv1.weight          -> stem.conv1.weight
        bn1.{p}               -> stem.bn1.{p}
        layer{s}.{b}.{k}.{p}  -> stack{s}.subnet{b+1}.{k}.{p}
        fc.{p}                -> head.linear1.{p}
        """);

    CommandLineRun run =
        preactivation("preactivation-extra.safetensors", "--rules", rules.toString());
    assertEquals(0, run.code(), run.err());
    assertComputes("preactivation-expected.safetensors");
  }
}
