package dev.highorder.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.util.JsonUtils;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFileTest {

  enum Colour {
    RED,
    GREEN
  }

  record Point(double x, float y) {}

  record Stored(
      int count,
      long large,
      boolean isOn,
      @SerializedName(value = "name", alternate = "word") String name,
      Colour colour,
      List<Integer> numbers,
      Map<String, Point> points,
      @MayBeAbsent Point last) {}

  private static final String TEXT =
      """
      {"count": 3, "large": 99999999999, "isOn": true, "name": "n", "colour": "RED",
       "numbers": [1, 2], "points": {"a": {"x": 1, "y": 2.5}}, "last": {"x": 0, "y": 0}}""";

  @TempDir Path folder;

  private Stored read(String text) throws IOException {
    return read(Files.writeString(folder.resolve("file.json"), text));
  }

  private static Stored read(Path file) throws StorageException {
    JsonFile json = new JsonFile(file);
    return json.convert(json.read(), Stored.class, JsonUtils.GSON);
  }

  @Test
  void readsWhatIsThere() throws IOException {
    Point point = new Point(1, 2.5f);
    Stored stored =
        new Stored(
            3, 99_999_999_999L, true, "n", Colour.RED, List.of(1, 2), Map.of("a", point), null);

    assertEquals(stored, read(TEXT.replace(", \"last\": {\"x\": 0, \"y\": 0}", "")));
    assertEquals(stored, read(TEXT.replace("{\"x\": 0, \"y\": 0}", "null")));
    assertEquals("n", read(TEXT.replace("\"name\"", "\"word\"")).name());
  }

  /** A later version may have added it; to pass over it would change what the file says. */
  @ParameterizedTest
  @CsvSource({"'{\"count\"', other", "'{\"x\": 1,', points.a.other", "'{\"x\": 0,', last.other"})
  void refusesKeysThatItDoesNotKnow(String object, String path) throws IOException {
    String text = TEXT.replace(object, "{\"other\": [], " + object.substring(1));
    assertNotEquals(TEXT, text);

    String message = assertThrows(OtherVersionException.class, () -> read(text)).getMessage();

    assertTrue(
        message.contains("file.json has the key %s, which this version".formatted(path)), message);
  }

  /** Single quotes stand for double quotes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'count': 3   | 'count': 3.0         | count is 3.0, not a whole number of 32 bits",
        "'count': 3   | 'count': 3.5         | count is 3.5, not a whole number of 32 bits",
        "'count': 3   | 'count': '3'         | count is \"3\", not a whole number of 32 bits",
        "'count': 3   | 'count': 3e0         | count is 3e0, not a whole number of 32 bits",
        "'count': 3   | 'count': [3]         | count is a list, not a whole number of 32 bits",
        "'count': 3   | 'count': 2147483648  | count is 2147483648, not a whole number of 32",
        "'count': 3   | 'count': null        | count is null",
        "'count': 3   | 'counts': 3          | count is missing",
        "'count': 3   | 'count': 3, 'count': 3 | it has $.count twice",
        "'count': 3   | 'count': NaN         | it is not JSON at $.count",
        "'count': 3   | count: 3             | it is not JSON at $.",
        "'count': 3   | 'count': 3 /* */     | it is not JSON at $.count",
        "'count': 3   | 'count': 03          | it is not JSON at $.count",
        "99999999999  | 9223372036854775808  | large is 9223372036854775808, not a whole number",
        "true         | 'true'               | isOn is \"true\", not true or false",
        "true         | TRUE                 | it is not JSON",
        "'n'          | 3                    | name is 3, not text",
        "'n'          | ['n']                | name is a list, not text",
        "'n'          | 'n', 'word': 'n'     | name is there twice, as [name, word]",
        "'RED'        | 'BLUE'               | colour is \"BLUE\", not one of [RED, GREEN]",
        "'RED'        | 0                    | colour is 0, not one of [RED, GREEN]",
        "[1, 2]       | [1, null]            | numbers[1] is null",
        "[1, 2]       | [1, 1.5]             | numbers[1] is 1.5, not a whole number",
        "[1, 2]       | {}                   | numbers is an object, not a list",
        "'x': 1       | 'x': 1e400           | points.a.x is 1e400, not a number of 64 bits",
        "2.5          | 1e39                 | points.a.y is 1e39, not a number of 32 bits",
        "2.5          | '2.5'                | points.a.y is \"2.5\", not a number of 32 bits",
        "{'x': 1, 'y': 2.5} | null           | points.a is null",
        "{'x': 0, 'y': 0}} | {'x': 0}}       | last.y is missing",
        "{'x': 0, 'y': 0}} | {'x': 0, 'y': 0} | it is cut short",
        "{'x': 0, 'y': 0}} | {'x': 0, 'y': 0}}} | it is not JSON",
      })
  void refusesWhatIsWrong(String from, String to, String message) throws IOException {
    String old = from.replace('\'', '"');
    assertTrue(TEXT.contains(old), old);

    assertRefused(message, TEXT.replace(old, to.replace('\'', '"')));
  }

  private void assertRefused(String part, String text) {
    String message = assertThrows(StorageException.class, () -> read(text)).getMessage();
    assertTrue(message.contains("file.json is damaged: ") && message.contains(part), message);
  }

  @Test
  void refusesWhatIsNoObject() {
    assertRefused("it is empty", "");
    assertRefused("it is empty", " \n");
    assertRefused("it is not a JSON object", "[]");
    assertRefused("it is not a JSON object", "null");
    assertRefused("it is not JSON", TEXT + "x");
    assertRefused("it is not JSON", "[".repeat(100_000));
    assertRefused("it is not JSON", "{\"a\":".repeat(100_000));
  }

  @Test
  void showsForeignTextAsEscapes() {
    assertRefused("name is there", TEXT.replace("\"n\"", "\"n\", \"word\": \"\""));
    assertRefused(
        "colour is \"\\u001b[31m", TEXT.replace("RED", "\\u001b[31m" + "x".repeat(100_000)));
  }

  @Test
  void boundsTheNumberOfValues() {
    assertRefused("it has more than 1048576 values", "[" + "[],".repeat(1_100_000) + "1]");
  }

  @Test
  @Timeout(20)
  void boundsTheSize() throws IOException {
    Path sparse = folder.resolve("sparse.json");
    try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.setLength(3L << 30);
    }
    assertFileRefused("it is larger than 16 MiB", sparse);
  }

  private static void assertFileRefused(String part, Path file) {
    String message = assertThrows(StorageException.class, () -> read(file)).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  @Timeout(20)
  void opensOnlyRegularFiles() throws Exception {
    assertFileRefused("it is missing", folder.resolve("nothing"));
    assertFileRefused("it is not a regular file", folder);
    Path real = Files.writeString(folder.resolve("real"), TEXT);
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    assertFileRefused("it is not a regular file", link);
    Path pipe = folder.resolve("pipe");
    assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "there is no mkfifo");
    assertFileRefused("it is not a regular file", pipe);
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[] {'{', '"', (byte) 0xff, '"'});

    assertFileRefused("it is not text in UTF-8", file);
  }
}
