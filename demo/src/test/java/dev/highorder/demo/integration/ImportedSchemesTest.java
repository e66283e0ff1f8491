package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.demo.CommandLineRun;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.storage.SafetensorsFile;
import dev.highorder.storage.Sha256;
import dev.highorder.weights.ParameterAddresses;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A ResNet of four blocks, written under PyTorch's names, is imported by every scheme, and training
 * starts from it.
 */
class ImportedSchemesTest {

  private static final String INPUT = " --size 8 --mean 0.5,0.5,0.5 --std 0.25,0.25,0.25";
  private static final String SMALL = " --width 4 --epochs 1 --batch 4 --threads 1";

  private final NDManager manager = Engines.start().newBaseManager();
  private final Network euler = network("preactivation-euler", 4);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    Random random = new Random(3);
    ParameterAddresses.of(euler)
        .forEach(
            (address, parameter) -> {
              float[] values = parameter.getArray().toFloatArray();
              for (int i = 0; i < values.length; i++) {
                values[i] = 0.5f + random.nextFloat(); // positive, as variances must be
              }
              parameter.getArray().set(values);
              tensors.put(foreign(address), parameter.getArray());
            });
    file = folder.resolve("resnet.safetensors");
    new SafetensorsFile(file).write(tensors);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private Network network(String net, int blocks) {
    Network network =
        Network.builder()
            .setClasses(5)
            .setWidths(4)
            .setBlocks(blocks)
            .setStack(NamedStacks.get(net))
            .build();
    network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 8, 8));
    return network;
  }

  private static String foreign(String address) {
    if (address.startsWith("stack")) {
      String[] parts = address.split("\\.", 3);
      int number = Integer.parseInt(parts[1].replace("subnet", ""));
      return "module.layer%s.%s.%s".formatted(parts[0].replace("stack", ""), number - 1, parts[2]);
    }
    return "module." + address.replace("stem.", "").replace("head.linear1.", "fc.");
  }

  private CommandLineRun run(String command) {
    return CommandLineRun.of((Object[]) command.split(" ", -1));
  }

  private CommandLineRun done(String command) {
    CommandLineRun run = run(command);
    assertEquals(0, run.code(), run.err());
    return run;
  }

  private CommandLineRun imported(String net, String options) {
    return done(
        "import --from %s --net %s --out %s".formatted(file, net, folder.resolve(net))
            + INPUT
            + options);
  }

  private float[] logits(Network network) {
    NDArray x = manager.arange(2f * 3 * 8 * 8).div(100).reshape(2, 3, 8, 8).sin();
    return network
        .forward(new ParameterStore(manager, false), new NDList(x), false)
        .singletonOrThrow()
        .toFloatArray();
  }

  /** The network is compared with one that got the same parameters by a transplant. */
  @ParameterizedTest
  @CsvSource({"preactivation-midpoint, 2", "preactivation-rk4, 1"})
  void anotherSchemeHasTheParametersButComputesSomethingElse(String net, int blocks)
      throws IOException {
    CommandLineRun run = imported(net, "");

    assertTrue(run.out().contains("those of " + net + " are not"), run.out());
    assertTrue(run.out().contains("Recalibrate or train the classifier"), run.out());
    Network network = SavedClassifier.open(folder.resolve(net)).network(manager);
    Map<String, Parameter> expected = ParameterAddresses.of(euler);
    Map<String, Parameter> actual = ParameterAddresses.of(network);
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach(
        (address, parameter) ->
            assertArrayEquals(
                parameter.getArray().toFloatArray(),
                actual.get(address).getArray().toFloatArray(),
                address));
    Network transplanted = network(net, blocks);
    transplanted.transplant(euler);
    float[] logits = logits(network);
    assertArrayEquals(logits(transplanted), logits);
    float[] ofTheFile = logits(euler);
    assertTrue(Math.abs(logits[0] - ofTheFile[0]) > 0.01 * Math.abs(ofTheFile[0]));
  }

  @Test
  void eulersSchemeIsWhatTheFileIs() throws IOException {
    CommandLineRun run = imported("preactivation-euler", "");

    assertFalse(run.out().contains("computes something else"), run.out());
    Path classifier = folder.resolve("preactivation-euler");
    assertArrayEquals(logits(euler), logits(SavedClassifier.open(classifier).network(manager)));
  }

  @Test
  void verboseNamesEachTensor() {
    List<String> lines = imported("preactivation-euler", " --verbose").out().lines().toList();

    assertEquals(List.of("tensor", "type", "shape", "parameter"), words(lines.get(0)));
    int row = 2;
    for (Map.Entry<String, Parameter> parameter : ParameterAddresses.of(euler).entrySet()) {
      String shape = parameter.getValue().getShape().toString();
      String rest = lines.get(row).replace(shape, "").replaceAll(" +", " ");
      assertEquals("%s F32 %s".formatted(foreign(parameter.getKey()), parameter.getKey()), rest);
      row++;
    }
    assertEquals("", lines.get(row));
  }

  private static List<String> words(String line) {
    return List.of(line.split(" +", -1));
  }

  @Test
  void jsonHasEachTensorAndTheNetwork() {
    JsonObject json =
        JsonParser.parseString(imported("preactivation-rk4", " --json").out()).getAsJsonObject();

    Map<String, Parameter> parameters = ParameterAddresses.of(euler);
    JsonArray tensors = json.getAsJsonArray("tensors");
    assertEquals(parameters.size(), tensors.size());
    assertEquals(parameters.size(), json.get("used").getAsInt());
    assertEquals(0, json.get("ignored").getAsInt());
    assertFalse(json.get("computesWhatTheFileDoes").getAsBoolean());
    assertEquals(5, json.getAsJsonArray("classes").size());
    assertEquals("preactivation-rk4", json.getAsJsonObject("network").get("name").getAsString());
    for (JsonElement element : tensors) {
      JsonObject tensor = element.getAsJsonObject();
      String address = tensor.get("parameter").getAsString();
      assertEquals(foreign(address), tensor.get("tensor").getAsString());
      assertEquals("F32", tensor.get("type").getAsString());
      long[] shape = parameters.get(address).getShape().getShape();
      assertEquals(shape.length, tensor.getAsJsonArray("shape").size());
    }
    JsonObject euler =
        JsonParser.parseString(imported("preactivation-euler", " --json").out()).getAsJsonObject();
    assertTrue(euler.get("computesWhatTheFileDoes").getAsBoolean());
  }

  /** Draws images of noise for so many classes, which are named as an import names them. */
  private Path images(int classes) throws IOException {
    Path data = folder.resolve("data" + classes);
    Random random = new Random(1);
    for (String half : new String[] {"train", "test"}) {
      for (int i = 0; i < 4 * classes; i++) {
        Path place = data.resolve(half).resolve("class" + i % classes);
        Files.createDirectories(place);
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < 64; pixel++) {
          image.setRGB(pixel % 8, pixel / 8, random.nextInt(1 << 24));
        }
        ImageIO.write(image, "png", place.resolve(i + ".png").toFile());
      }
    }
    return data;
  }

  private CommandLineRun trained(Path data) {
    return done(
        "train --from %s --net preactivation-rk4 --recalibrate 16 --freeze-to stem --data %s --out %s"
                .formatted(folder.resolve("preactivation-euler"), data, folder.resolve("trained"))
            + SMALL);
  }

  private String origin() throws IOException {
    return "imported from resnet.safetensors (SHA-256 %s...)"
        .formatted(Sha256.of(file).substring(0, 12));
  }

  @Test
  void trainingStartsFromAnImport() throws IOException {
    imported("preactivation-euler", "");
    Path data = images(5);
    CommandLineRun run = trained(data);

    assertTrue(run.err().contains("before training: test loss "), run.err());
    assertFalse(run.err().contains("so the head is new"), run.err());
    String expected =
        "Parameters: from a classifier of the scheme EULER (SHA-256 %s...), which was %s; recalibrated with up to 16 examples; trained."
            .formatted(
                SavedClassifier.open(folder.resolve("preactivation-euler"))
                    .manifest()
                    .parameters()
                    .sha256()
                    .substring(0, 12),
                origin());
    CommandLineRun evaluate =
        done("evaluate %s --data %s --json".formatted(folder.resolve("trained"), data));
    assertTrue(evaluate.err().contains(expected), evaluate.err());
    assertTrue(JsonParser.parseString(evaluate.out()).isJsonObject());

    CommandLineRun classify =
        done(
            "classify --json %s %s"
                .formatted(
                    folder.resolve("preactivation-euler"), data.resolve("test/class1/1.png")));
    assertTrue(classify.err().contains("Parameters: " + origin() + "."), classify.err());
    assertTrue(JsonParser.parseString(classify.out()).isJsonArray());
  }

  @Test
  void otherClassesThanThoseOfAnImportGetANewHead() throws IOException {
    imported("preactivation-euler", "");
    Path data = images(3);
    CommandLineRun run = trained(data);

    assertTrue(run.err().contains("(5, and here 3), so the head is new"), run.err());
    Path trained = folder.resolve("trained");
    Map<String, Parameter> parameters =
        ParameterAddresses.of(SavedClassifier.open(trained).network(manager));
    assertEquals(new Shape(3, 4), parameters.get("head.linear1.weight").getShape());
    assertArrayEquals(
        ParameterAddresses.of(euler).get("stem.conv1.weight").getArray().toFloatArray(),
        parameters.get("stem.conv1.weight").getArray().toFloatArray(),
        "the stem is frozen");
    CommandLineRun evaluate = done("evaluate %s --data %s".formatted(trained, data));
    assertTrue(
        evaluate
            .err()
            .contains(
                origin() + "; recalibrated with up to 16 examples; with a new head; trained."),
        evaluate.err());
  }

  @Test
  void aHeadThatIsNotTrainedIsSaid() throws IOException {
    imported("preactivation-euler", " --new-head --classes a,b");
    CommandLineRun classify =
        done(
            "classify %s %s"
                .formatted(
                    folder.resolve("preactivation-euler"), images(2).resolve("test/class1/1.png")));
    assertTrue(
        classify.err().contains(origin() + ", with a new head that is not trained."),
        classify.err());
  }
}
