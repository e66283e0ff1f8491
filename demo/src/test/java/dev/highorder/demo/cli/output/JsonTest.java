package dev.highorder.demo.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {

  /** Two languages, and a character that needs two units of UTF-16. */
  private static final List<String> NAMES = List.of("Müll", "猫", "\ud83d\ude00", "a \"b\" \\u");

  @Test
  void namesInEveryLanguageArriveAsAscii() {
    String json = Json.of(NAMES);

    assertTrue(json.chars().allMatch(c -> c < 128), json);
    assertEquals(
        NAMES,
        JsonParser.parseString(json).getAsJsonArray().asList().stream()
            .map(element -> element.getAsString())
            .toList());
  }

  /** NaN and infinity are null, and not left out; a value that is absent is left out. */
  @Test
  void numbersThatJsonLacksAreNull() {
    record Result(String name, String error, double loss, Float rate, List<Double> all) {}

    String json =
        Json.of(
            new Result("a", null, Double.NaN, Float.POSITIVE_INFINITY, List.of(0.5, Double.NaN)));

    assertEquals(
        "{\"name\":\"a\",\"loss\":null,\"rate\":null,\"all\":[0.5,null]}",
        json.replaceAll("\\s", ""));
  }

  @Test
  void controlCharactersAreEscaped() {
    assertEquals("\"\\u001b\\u007f\\n\"", Json.of("\u001b\u007f\n"));
  }

  @Test
  void tablesDoTheSame() {
    String json = Table.of(NAMES).column("class", name -> name).json();

    assertTrue(json.contains("M\\u00fcll"), json);
  }
}
