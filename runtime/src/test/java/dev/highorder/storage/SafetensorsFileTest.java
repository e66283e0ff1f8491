package dev.highorder.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.BatchNorm;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.highorder.engine.Engines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are assembled and taken apart byte by byte, as the format's specification says. */
class SafetensorsFileTest {

  /** The tensors b = [[1, 2, 3], [4, 5, 6]] and a = [0.5], in this order of bytes. */
  private static final String HEADER =
      """
      {"__metadata__":{"format":"pt"},\
      "a":{"dtype":"F32","shape":[1],"data_offsets":[24,28]},\
      "b":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}""";

  private static final float[] VALUES = {1, 2, 3, 4, 5, 6, 0.5f};

  private final NDManager manager = Engines.start().newBaseManager();
  private final Map<String, NDArray> tensors = new LinkedHashMap<>();

  @TempDir Path folder;

  @BeforeEach
  void create() {
    tensors.put("a", manager.zeros(new Shape(1)));
    tensors.put("b", manager.zeros(new Shape(2, 3)));
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private SafetensorsFile file(String header) throws IOException {
    return file(header.getBytes(StandardCharsets.UTF_8).length, header, VALUES);
  }

  private SafetensorsFile file(long length, String header, float... values) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 4 * values.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(json);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return new SafetensorsFile(Files.write(folder.resolve("file"), bytes.array()));
  }

  @Test
  void readsAFileWrittenByHand() throws IOException {
    file(HEADER).readInto(tensors);

    assertArrayEquals(new float[] {0.5f}, tensors.get("a").toFloatArray());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, tensors.get("b").toFloatArray());
  }

  @Test
  void anInterruptedThreadReadsAndWritesAsAnyOther() throws IOException {
    SafetensorsFile written = new SafetensorsFile(folder.resolve("written"));
    SafetensorsFile byHand = file(HEADER);
    Thread.currentThread().interrupt();

    byHand.readInto(tensors);
    written.write(tensors);
    tensors.get("a").set(new float[] {7});
    written.readInto(tensors);

    assertTrue(Thread.interrupted(), "the flag is kept");
    assertArrayEquals(new float[] {0.5f}, tensors.get("a").toFloatArray());
  }

  @Test
  void writesWhatTheFormatPrescribes() throws IOException {
    Path path = folder.resolve("file");
    Map<String, NDArray> written = new LinkedHashMap<>();
    written.put("b", manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(2, 3)));
    written.put("a", manager.create(new float[] {0.5f}));
    new SafetensorsFile(path).write(written);

    byte[] bytes = Files.readAllBytes(path);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) buffer.getLong(0);
    JsonObject header =
        JsonParser.parseString(new String(bytes, 8, length, StandardCharsets.UTF_8))
            .getAsJsonObject();
    assertEquals(8 + length + 28, bytes.length);
    assertEquals("[2,3]", header.getAsJsonObject("b").get("shape").toString());
    assertEquals("F32", header.getAsJsonObject("b").get("dtype").getAsString());
    int begin = header.getAsJsonObject("b").getAsJsonArray("data_offsets").get(0).getAsInt();
    for (int i = 0; i < 6; i++) {
      assertEquals(i + 1, buffer.getFloat(8 + length + begin + 4 * i));
    }
    begin = header.getAsJsonObject("a").getAsJsonArray("data_offsets").get(0).getAsInt();
    assertEquals(0.5f, buffer.getFloat(8 + length + begin));
  }

  @Test
  void neverOverwrites() throws IOException {
    SafetensorsFile file = file(HEADER);
    assertThrows(FileAlreadyExistsException.class, () -> file.write(tensors));
  }

  @Test
  void valuesKeepEveryBit() throws IOException {
    float[] special = {Float.MIN_VALUE, -0f, Float.MAX_VALUE, 1f / 3, -Float.MAX_VALUE, 1e-40f};
    Path path = folder.resolve("file");
    new SafetensorsFile(path)
        .write(
            Map.of("a", manager.ones(new Shape(1)), "b", manager.create(special, new Shape(2, 3))));
    new SafetensorsFile(path).readInto(tensors);

    float[] read = tensors.get("b").toFloatArray();
    for (int i = 0; i < special.length; i++) {
      assertEquals(Float.floatToRawIntBits(special[i]), Float.floatToRawIntBits(read[i]));
    }
  }

  /** Single quotes stand for double quotes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[1]     | [2]      | a has shape (2) and 4 bytes",
        "[2,3]   | [3,2]    | b has shape (3, 2)",
        "[24,28] | [24,29]  | a lies outside the file",
        "[24,28] | [28,24]  | a lies outside the file",
        "[24,28] | [-4,0]   | a lies outside the file",
        "[24,28] | [20,28]  | a has shape (1) and 8 bytes",
        "[24,28] | [24]     | a lies outside the file",
        "[24,28] | [24,1e9] | its header is not safetensors JSON",
        "[2,3]   | [-2,-3]  | b lies outside the file",
        "[2,3]   | [2,9999999999] | b lies outside the file",
        "'a'     | 'c'      | it lacks 1 tensors of the network (a) and has 1 others (c)",
        "F32     | I64      | not F32",
        "F32     | BF16     | not F32",
        "{       | [        | its header is not safetensors JSON",
        "[24,28] | null     | its header is not safetensors JSON",
        "'dtype' | 'type'   | its header is not safetensors JSON",
        "[1]     | ['x'] | its header is not safetensors JSON",
        "[1]     | ['1'] | its header is not safetensors JSON",
        "[1]     | [1.0] | its header is not safetensors JSON",
        "[1]     | [null] | its header is not safetensors JSON",
        "[1]     | [[1]] | its header is not safetensors JSON",
        "[1]     | [1e999999999] | its header is not safetensors JSON",
        "[1]     | [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1] | a list has more than 16 numbers",
        "[1]     | [65536,65536,65536,65536] | a lies outside the file",
        "[24,28] | [0,4]    | b begins at byte 0 of the values, but the tensors before it end at byte 4",
        "[24,28] | [20,24]  | a begins at byte 20 of the values",
        "'a'     | ''       | the name of a tensor has 0 characters",
        "'a'     | 'b'      | its header has b twice",
        "'shape':[1] | 'dtype':'F32' | its header has dtype of a twice",
        "'F32'   | ['F32']  | its header is not safetensors JSON",
        "'F32'   | null     | its header is not safetensors JSON",
        "}}      | }} {}    | its header",
        "{       | {'__metadata__':{}, | its header has __metadata__ twice",
      })
  void refusesAHeaderThatIsWrong(String from, String to, String message) throws IOException {
    String old = from.replace('\'', '"');
    int at = HEADER.indexOf(old, old.equals("{") ? 0 : HEADER.indexOf("\"a\""));
    assertTrue(at >= 0, old);
    String header =
        HEADER.substring(0, at) + to.replace('\'', '"') + HEADER.substring(at + old.length());

    assertFails(message, file(header));
    assertArrayEquals(new float[1], tensors.get("a").toFloatArray(), "nothing is changed");
    assertArrayEquals(new float[6], tensors.get("b").toFloatArray(), "nothing is changed");
  }

  @ParameterizedTest
  @CsvSource({"-1", "0", "1", "9223372036854775807", "1099511627776", "100000"})
  void refusesALengthOfTheHeaderThatTheFileDoesNotHave(long length) throws IOException {
    assertFails("its header claims " + length + " bytes", file(length, HEADER, VALUES));
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    assertFails("a lies outside the file", file(HEADER.length(), HEADER, 1, 2, 3, 4, 5, 6));
    Path path = Files.write(folder.resolve("short"), new byte[5]);
    assertFails("it ends after 5 bytes", new SafetensorsFile(path));
  }

  @Test
  void namesAFileThatDoesNotExist() {
    assertFails("it is missing", new SafetensorsFile(folder.resolve("missing")));
  }

  private void assertFails(String part, SafetensorsFile file) {
    String message =
        assertThrows(StorageException.class, () -> file.readInto(tensors)).getMessage();
    assertTrue(message.contains(part), message);
  }

  /** Metadata, another order of the entries, and spaces that align the values. */
  @Test
  void readsWhatOtherProgramsWrite() throws IOException {
    file(HEADER + "     ").readInto(tensors);

    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, tensors.get("b").toFloatArray());
    assertEquals(Map.of("a", new Shape(1), "b", new Shape(2, 3)), file(HEADER + "     ").shapes());
  }

  @Test
  void readsNumbersWithoutDimensionsAndTensorsWithoutValues() throws IOException {
    String header =
        """
        {"e":{"dtype":"F32","shape":[0,9],"data_offsets":[4,4]},\
        "n":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""";
    NDArray number = manager.create(1f);
    file(header.length(), header, 7)
        .readInto(Map.of("n", number, "e", manager.zeros(new Shape(0, 9))));

    assertEquals(7, number.getFloat());
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void refusesAValueThatIsNotFinite(float value) throws IOException {
    SafetensorsFile file = file(HEADER.length(), HEADER, 1, 2, 3, 4, value, 6, 0.5f);

    assertFails("its tensor b has the value " + value, file);
    String message = assertThrows(StorageException.class, file::requireFinite).getMessage();
    assertTrue(message.contains("its tensor b has the value " + value), message);
  }

  /** Other parameters may be negative. */
  @Test
  void refusesANegativeVariance() throws IOException {
    BatchNorm norm = BatchNorm.builder().build();
    norm.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
    Path path = folder.resolve("norm");
    Map<String, NDArray> parameters = SafetensorsFile.parametersOf(norm);
    parameters.values().forEach(array -> array.set(new float[] {-1, -2}));
    NDArray variance = norm.getParameters().get("runningVar").getArray();
    variance.set(new float[] {0, 3});
    new SafetensorsFile(path).write(parameters);
    new SafetensorsFile(path).readParameters(norm);
    variance.set(new float[] {3, -1e-6f});
    Files.delete(path);
    new SafetensorsFile(path).write(parameters);

    assertFails(
        () -> new SafetensorsFile(path).readParameters(norm),
        "its tensor runningVar has the value -1.0E-6, which is not a variance");
  }

  @Test
  void checksNamesAndShapesWithoutTensors() throws IOException {
    SafetensorsFile file = file(HEADER);
    file.requireAll(Set.of("a"));
    file.requireShape("b", new Shape(2, 3));

    assertFails(() -> file.requireAll(Set.of("a", "c")), "it lacks 1 tensors of the network (c)");
    assertFails(() -> file.requireShape("b", new Shape(3, 2)), "b has shape (2, 3); the network");
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void assertFails(Work work, String part) {
    String message = assertThrows(StorageException.class, work::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  @Timeout(60)
  void refusesMoreTensorsThanANetworkHas() throws IOException {
    String entries =
        IntStream.range(0, 200_000)
            .mapToObj(
                i -> "\"t" + i + "\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}")
            .collect(Collectors.joining(",", "{", "}"));

    assertFails("it has more than 131072 tensors", file(entries));
  }
}
