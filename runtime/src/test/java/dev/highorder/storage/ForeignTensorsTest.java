package dev.highorder.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are assembled byte by byte, as other programs write them. */
class ForeignTensorsTest {

  /** A weight in half precision, and the count of batches that PyTorch saves with it. */
  private static final String HEADER =
      """
      {"__metadata__":{"format":"pt"},\
      "bn.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[4,12]},\
      "bn.weight":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}""";

  private static final String VALUES = "003c00c0" + "0100000000000000";

  @TempDir Path folder;

  private Path file(String header, String values) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    byte[] tail = HexFormat.of().parseHex(values);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + tail.length).order(ByteOrder.LITTLE_ENDIAN);
    return Files.write(
        folder.resolve("file.safetensors"), bytes.putLong(json.length).put(json).put(tail).array());
  }

  @Test
  void readsTensorsOfOtherTypes() throws IOException {
    ForeignTensors file = ForeignTensors.open(file(HEADER, VALUES));

    assertEquals(
        Map.of(
            "bn.weight", new ForeignTensors.Tensor("F16", new Shape(2)),
            "bn.num_batches_tracked", new ForeignTensors.Tensor("I64", new Shape())),
        file.tensors());
    assertTrue(file.tensors().get("bn.weight").isReal());
    assertFalse(file.tensors().get("bn.num_batches_tracked").isReal());
    Map<String, float[]> read = new LinkedHashMap<>();
    file.read(List.of("bn.weight"), read::put);
    assertArrayEquals(new float[] {1, -2}, read.get("bn.weight"));
  }

  @Test
  void aTypeOfALaterVersionIsNoDamage() throws IOException {
    String header = HEADER.replace("I64", "F4_X2");

    ForeignTensors file = ForeignTensors.open(file(header, VALUES));

    assertFalse(file.tensors().get("bn.num_batches_tracked").isReal());
  }

  @ParameterizedTest
  @CsvSource({"007c, Infinity", "00fc, -Infinity", "017c, NaN"})
  void refusesWhatIsNoFiniteNumber(String bits, String value) throws IOException {
    ForeignTensors file = ForeignTensors.open(file(HEADER, "003c" + bits + VALUES.substring(8)));

    String message =
        assertThrows(
                StorageException.class, () -> file.read(List.of("bn.weight"), (name, values) -> {}))
            .getMessage();
    assertTrue(message.contains("The tensor bn.weight of ") && message.contains(value), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[4,12]  | [4,13]  | lies outside the file",
        "[4,12]  | [3,11]  | begins at byte 3",
        "I64     | I32     | has shape () and 8 bytes",
        "F16     | F32     | has shape (2) and 4 bytes",
        "[2]     | [-2]    | lies outside the file",
        "bn.num_batches_tracked | bn.weight | its header has bn.weight twice",
        "}}      | }       | its header is not safetensors JSON",
      })
  void staysStrictAboutTheFormat(String from, String to, String fault) throws IOException {
    Path file = file(HEADER.replace(from, to), VALUES);

    String message =
        assertThrows(StorageException.class, () -> ForeignTensors.open(file)).getMessage();
    assertTrue(message.contains("is not a complete safetensors file: "), message);
    assertTrue(message.contains(fault), message);
  }

  private void assertRefuses(String name, byte[] content, String... parts) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    String message =
        assertThrows(StorageException.class, () -> ForeignTensors.open(file)).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
    assertFalse(message.contains("damaged"), message);
  }

  private static byte[] zip(String entry) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(1);
    }
    return bytes.toByteArray();
  }

  @Test
  void recognisesPicklesByTheirContent() throws IOException {
    byte[] legacy = HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e8002");
    String line = "python3 -c \"import torch, safetensors.torch as s; m = torch.load('";
    assertRefuses("a.pth", zip("archive/data.pkl"), "is a pickle", line, "a.safetensors')\"");
    assertRefuses("b.pt", legacy, "is a pickle", line, "b.safetensors')\"");
    assertRefuses("c.safetensors", zip("c/data.pkl"), "is a pickle", "c-converted.safetensors')\"");
    assertRefuses("it's.pth", legacy, "torch.load('model.pth'", ", 'model.safetensors')");
  }

  @Test
  void recognisesOtherContent() throws IOException {
    byte[] pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:00"
            .getBytes(StandardCharsets.US_ASCII);
    assertRefuses("a", zip("readme.txt"), "is a zip archive");
    assertRefuses("b", pointer, "is a pointer of Git LFS", "git lfs pull");
    assertRefuses(
        "c", "<!DOCTYPE html><html></html>".getBytes(StandardCharsets.US_ASCII), "is a web page");
    assertRefuses("d", "GGUF\3\0\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII), "is a GGUF file");
    assertRefuses("e", HexFormat.of().parseHex("894844460d0a1a0a0000"), "is an HDF5 file");
    assertRefuses("f", new byte[3], "is not a complete safetensors file: it ends after 3 bytes");
  }

  @Test
  void namesAFileThatIsMissing() {
    String message =
        assertThrows(StorageException.class, () -> ForeignTensors.open(folder.resolve("missing")))
            .getMessage();
    assertTrue(message.startsWith("There is no file "), message);
  }
}
