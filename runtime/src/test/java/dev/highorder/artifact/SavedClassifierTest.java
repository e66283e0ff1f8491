package dev.highorder.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.highorder.StepSize;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.engine.Engines;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.evaluation.Guessing;
import dev.highorder.image.Normalisation;
import dev.highorder.input.ImageFormat;
import dev.highorder.network.Network;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.stack.StepSizeSetting;
import dev.highorder.stack.TanhStack;
import dev.highorder.storage.Sha256;
import dev.highorder.storage.StorageException;
import dev.highorder.training.TrainingRun;
import dev.highorder.training.state.EpochResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedClassifierTest {

  private static final Shape INPUT = new Shape(1, 3, 8, 8);

  private final NDManager manager = Engines.start().newBaseManager();
  private Network network;
  private Path directory;

  @TempDir Path folder;

  @BeforeEach
  void save() throws IOException {
    network =
        Network.builder()
            .setClasses(3)
            .setWidths(4, 6)
            .setBlocks(1, 2)
            .setStack(TanhStack::withBlocks)
            .build();
    network.initialize(manager, DataType.FLOAT32, INPUT);
    directory = folder.resolve("deep/er/classifier");
    save(false);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private void save(boolean overwrite) throws IOException {
    LabelledImages images =
        LabelledImages.of(
            "test", List.of("a", "b", "c"), 8, 8, List.of(new byte[3 * 8 * 8]), new int[1]);
    Evaluation evaluation = new Evaluation(1, 0.5, 1);
    SavedClassifier.save(
        directory,
        network,
        new TrainingRun(
            TrainingRecipe.paper(260).build(),
            images,
            images.format(Normalisation.none()),
            List.of(
                new EpochResult(
                    1, evaluation, evaluation, 2, 0.1f, new EpochResult.Resources(1, 0, 1, 1, 1))),
            new Guessing(1, 1)),
        overwrite);
  }

  @Test
  void loadsTheSameNetwork() throws IOException {
    Network loaded = SavedClassifier.open(directory).network(manager);

    assertArrayEquals(logits(network), logits(loaded), 0f);
    assertEquals(network.getParameters().keys(), loaded.getParameters().keys());
  }

  private float[] logits(Network net) {
    NDArray x = manager.arange(3 * 8 * 8).div(100).reshape(INPUT).toType(DataType.FLOAT32, false);
    return net.forward(new ParameterStore(manager, false), new NDList(x), false)
        .head()
        .toFloatArray();
  }

  /** Format 3 had another word for images and examples, and no kinds of input. */
  @Test
  void readsTheWordsOfBefore() throws IOException {
    Manifest manifest = SavedClassifier.open(directory).manifest();
    change("\\s*\"kind\": \"image\",", "");
    change("\"(examples|images)\":", "\"pictures\":");
    change("\"(examples|images)PerSecond\":", "\"picturesPerSecond\":");

    assertEquals(manifest, SavedClassifier.open(directory).manifest());
    assertEquals(new ImageFormat(3, 8, 8, Normalisation.none()), manifest.input());
    assertEquals(1, manifest.training().examples());
    assertEquals(1, manifest.training().result().examples());
  }

  /** Format 3 had no check, so a changed class is not noticed. */
  @Test
  void readsFormat3() throws IOException {
    change("\"format\": 5", "\"format\": 3");
    change("\"check\": \\{[^}]*\\},", "");

    Network loaded = SavedClassifier.open(directory).network(manager, SavedClassifierTest::relu);

    assertEquals(network.getParameters().keys(), loaded.getParameters().keys());
  }

  /** The same tensors, wired alike, with ReLU instead of tanh. */
  private static TanhStack relu(int blocks, int width) {
    return new TanhStack(
        blocks,
        () ->
            new SequentialBlock()
                .add(Conv2d.builder().setKernelShape(new Shape(1, 1)).setFilters(width).build())
                .add(Activation::relu));
  }

  @Test
  void refusesAClassThatComputesSomethingElse() {
    assertFails(
        "TanhStack computes something else than when " + directory + " was saved: for the same",
        () -> SavedClassifier.open(directory).network(manager, SavedClassifierTest::relu));
  }

  @Test
  void readsTheStepSizesOfBefore() throws IOException {
    String learned = StepSizeSetting.of(StepSize.LEARNED_PER_STAGE, 1).toString();
    change("FIXED 1.0", learned.replace("STAGE", "STATE"));

    assertEquals(learned, SavedClassifier.open(directory).manifest().network().step());
  }

  /** Replaces a pattern in the manifest, which must occur. */
  private void change(String pattern, String replacement) throws IOException {
    Path file = directory.resolve("model.json");
    String text = Files.readString(file);
    assertTrue(Pattern.compile(pattern).matcher(text).find(), text);
    Files.writeString(file, text.replaceAll(pattern, replacement));
  }

  @Test
  void writesTwoFilesAndLeavesNothingElse() throws IOException {
    save(true);

    assertEquals(List.of("model.json", "parameters.safetensors"), names(directory));
    assertEquals(List.of("classifier"), names(directory.getParent()));
  }

  private static List<String> names(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Reads the file by the specification of its format, without our code. */
  @Test
  void writesSafetensorsThatOthersCanRead() throws IOException {
    byte[] bytes = Files.readAllBytes(directory.resolve("parameters.safetensors"));
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) buffer.getLong(0);
    JsonObject header =
        JsonParser.parseString(new String(bytes, 8, length, StandardCharsets.UTF_8))
            .getAsJsonObject();
    JsonObject bias = header.getAsJsonObject("05head_03Linear_bias");

    assertEquals("F32", bias.get("dtype").getAsString());
    assertEquals("[3]", bias.get("shape").toString());
    int begin = bias.getAsJsonArray("data_offsets").get(0).getAsInt();
    float[] expected =
        network.getParameters().get("05head_03Linear_bias").getArray().toFloatArray();
    for (int i = 0; i < 3; i++) {
      assertEquals(expected[i], buffer.getFloat(8 + length + begin + 4 * i));
    }
  }

  @Test
  void overwritesOnlyAClassifierAndOnlyIfAsked() throws IOException {
    assertFails("exists already", () -> save(false));
    Files.delete(directory.resolve("model.json"));
    assertFails("is not a saved classifier", () -> save(true));
    assertTrue(Files.exists(directory.resolve("parameters.safetensors")), "nothing is lost");
  }

  @Test
  void namesAFileInTheWay() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");

    assertFails(
        "file cannot be written", () -> SavedClassifier.requireWritable(file.resolve("x"), false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"format\": 5           | \"format\": 2           | reads formats 3 to 5",
        "\"format\": 5           | \"format\": 6           | reads formats 3 to 5",
        "\"format\": 5           | \"form\": 5             | format is missing",
        "{                       | [                       | model.json is damaged",
        "\"a\",                  | null,                   | classes[0] is null",
        "\"wiring\": \"1/2        | \"wiring\": \"1/3        | does not have the sum",
        "\"parameters.safetens   | \"../parameters.safetens| parameters.name is not",
        "\"FIXED 1.0\"           | \"LEARNED 1.0\"         | was saved with the step size LEARNED 1.0",
        "\"height\": 8           | \"height\": -8          | input.height is -8, not 1 to",
        "\"height\": 8           | \"height\": \"x\"       | model.json is damaged",
        "\"base\": 0.1           | \"base\": -1             | The learning rate must be in [1.2e-38, 1e6]",
        "\"epochs\": 260         | \"epochs\": 0            | The epochs (optEpochs) must be at least 1",
        "\"b\",                  | \"a\",                   | classes has a name twice",
        "\"channels\": 3         | \"channels\": 2         | input.channels is neither 3 nor 1",
        "\"kind\": \"image\"       | \"kind\": \"sound\"        | input.kind is sound, which is none of",
        "\"kind\": \"image\"       | \"kind\": \"java.util.Map\" | and which is not of the type InputFormat",
        "\"logits\": [            | \"logits\": [1,         | does not have one number for each class",
        "\"logits\": [            | \"logits\": [null,      | check.logits[0] is null",
        "\"logits\":              | \"logit\":              | check.logits is missing",
        "\"std\":                 | \"stdev\":               | input.normalisation.std is missing",
        "\"input\":               | \"in\":                  | input is missing",
        "\"versions\":            | \"version\":              | versions is missing",
        "\"djl\":                 | \"jdl\":                  | versions.djl is missing",
        "\"data\": \"test          | \"date\": \"test           | training.data is missing",
        "\"scheme\":              | \"schema\":               | network.scheme is missing",
        "\"subNet\":              | \"net\":                  | network.subNet is missing",
        "\"format\": 5           | \"format\": 5.0         | format is 5.0, not a whole number",
        "\"format\": 5           | \"format\": 99999999999 | format is 99999999999, not a whole",
        "\"height\": 8           | \"height\": 16384, \"height\": 8 | it has $.input.height twice",
        "\"widths\": [           | \"widths\": [ 4000000,  | do not have one entry",
        "dev.highorder.stack.Tan | no.such.Tan             | which is not found by",
        "dev.highorder.stack.TanhStack | no.such.Tan       | Add the jar that holds it",
        "dev.highorder.stack.TanhStack | dev.highorder.demo.net.X | Add dev.highorder:highorder-nets",
        "dev.highorder.stack.TanhStack | java.lang.String  | which is not of the type HighOrderStack",
      })
  void refusesAManifestThatIsWrong(String from, String to, String message) throws IOException {
    Path file = directory.resolve("model.json");
    String text = Files.readString(file);
    assertTrue(text.contains(from), text);
    Files.writeString(file, text.replace(from, to));

    assertFails(message, this::load);
  }

  @Test
  void refusesParametersThatAreNotThoseSaved() throws IOException {
    Path file = directory.resolve("parameters.safetensors");
    byte[] bytes = Files.readAllBytes(file);

    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertFails("SHA-256", this::load);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 4));
    assertFails("bytes, not " + bytes.length, this::load);
    Files.delete(file);
    assertFails("it is missing", this::load);
  }

  /** Files whose checksums are right but whose headers are wrong. */
  @Test
  void refusesWrongHeaders() throws IOException {
    String name = "05head_03Linear_bias";
    assertFails("claims", () -> loadAfter(bytes -> bytes.putLong(0, Long.MAX_VALUE)));
    assertFails("claims", () -> loadAfter(bytes -> bytes.putLong(0, 1L << 40)));
    assertFails("not safetensors JSON", () -> loadAfter(bytes -> bytes.put(8, (byte) '[')));
    assertFails("lacks 1 tensors", () -> loadAfter(replace(name, "05head_03Linear_bia5")));
    assertFails("not F32", () -> loadAfter(replace("F32", "F64")));
    assertFails("has shape (4)", () -> loadAfter(replace("[3],", "[4],")));
    assertFails("lies outside the file", () -> loadAfter(replace("[0,432]", "[-1,43]")));
  }

  private static Consumer<ByteBuffer> replace(String from, String to) {
    return bytes -> {
      int length = (int) bytes.getLong(0);
      byte[] json = new byte[length];
      bytes.get(8, json);
      String header = new String(json, StandardCharsets.UTF_8);
      assertTrue(header.contains(from), header);
      bytes.position(8);
      bytes.put(header.replaceFirst(Pattern.quote(from), to).getBytes(StandardCharsets.UTF_8));
    };
  }

  /** Changes a copy of the parameters, corrects the checksum in its manifest, and loads it. */
  private void loadAfter(Consumer<ByteBuffer> change) throws IOException {
    Path file = directory.resolve("parameters.safetensors");
    byte[] original = Files.readAllBytes(file);
    String manifest = Files.readString(directory.resolve("model.json"));
    try {
      byte[] changed = original.clone();
      change.accept(ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN));
      String before = Sha256.of(file);
      Files.write(file, changed);
      Files.writeString(directory.resolve("model.json"), manifest.replace(before, Sha256.of(file)));
      load();
    } finally {
      Files.write(file, original);
      Files.writeString(directory.resolve("model.json"), manifest);
    }
  }

  /** No network is built whose parameters the file cannot contain. */
  @Test
  @Timeout(20)
  void refusesWidthsThatTheFileDoesNotHaveBeforeBuildingThem() throws IOException {
    Path file = directory.resolve("model.json");
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("\"widths\": \\[\\s*4,", "\"widths\": [60000,"));
    assertFails(
        "01stem_01Conv2d_weight has shape (4, 3, 3, 3); the network has (60000,", this::load);
    Files.writeString(file, text.replaceFirst("(\"widths\": \\[\\s*4,\\s*)6", "$160000"));
    assertFails("03transition1_01Conv2d_weight has shape (6, 4, 3, 3); the network", this::load);
  }

  /** Of concurrent savers one succeeds, the others fail, and the classifier is complete. */
  @Test
  void survivesConcurrentSavers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Integer>> counts = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        counts.add(threads.submit(this::saveOften));
      }
      for (Future<Integer> count : counts) {
        assertTrue(count.get() > 0, "a saver succeeded");
      }
    } finally {
      threads.shutdownNow();
    }
    load();
    assertEquals(List.of("classifier"), names(directory.getParent()));
  }

  private int saveOften() {
    int saved = 0;
    for (int i = 0; i < 20; i++) {
      try {
        save(true);
        saved++;
      } catch (IOException e) {
        assertTrue(e instanceof StorageException, e.toString());
      }
    }
    return saved;
  }

  @Test
  void refusesANetworkWithoutParametersAndLeavesNothingBehind() throws IOException {
    network =
        Network.builder()
            .setClasses(3)
            .setWidths(4)
            .setBlocks(1)
            .setStack(TanhStack::withBlocks)
            .build();

    String message = assertThrows(IllegalStateException.class, () -> save(true)).getMessage();

    assertTrue(message.contains("Train it first"), message);
    assertEquals(List.of("classifier"), names(directory.getParent()));
    load();
  }

  private void load() throws IOException {
    SavedClassifier.open(directory).network(manager);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void assertFails(String part, Work work) {
    String message = assertThrows(StorageException.class, work::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
