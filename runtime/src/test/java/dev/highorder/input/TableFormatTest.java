package dev.highorder.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.util.JsonUtils;
import dev.highorder.table.Column;
import dev.highorder.table.OneHot;
import dev.highorder.table.Standardisation;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableFormatTest {

  private static final Column NUMBER =
      new Column("n", new Standardisation(1 / 3.0, 0.1, 1 / 3.0), null);
  private static final Column CATEGORY =
      new Column("c", null, new OneHot(List.of("blue", "red"), null));
  private static final TableFormat FORMAT = new TableFormat("y", List.of(NUMBER, CATEGORY));

  private static InputFormat read(String json) {
    return JsonUtils.GSON.fromJson(json, InputFormat.class);
  }

  @Test
  void isWrittenAndReadExactly() {
    String json = JsonUtils.GSON.toJson(FORMAT, InputFormat.class);
    assertTrue(json.startsWith("{\"kind\":\"table\",\"label\":\"y\""), json);
    assertEquals(FORMAT, read(json));
    assertEquals(new Shape(3), FORMAT.shape());
  }

  @Test
  void checksWhatItReads() {
    String good = JsonUtils.GSON.toJson(FORMAT, InputFormat.class);
    for (String[] change :
        new String[][] {
          {"\"label\":\"y\"", "\"label\":\"c\""},
          {"\"deviation\":0.1", "\"deviation\":0"},
          {"\"deviation\":0.1", "\"deviation\":-1"},
          {"\"mean\":", "\"mean\":1e999,\"m\":"},
          {"\"values\":[\"blue\",\"red\"]", "\"values\":[\"red\",\"red\"]"},
          {"\"values\":[\"blue\",\"red\"]", "\"values\":[]"},
          {"\"values\":[\"blue\",\"red\"]", "\"values\":[null]"},
          {"\"category\":", "\"other\":"},
          {"\"columns\":", "\"other\":"},
          {"\"name\":\"n\"", "\"name\":\"c\""}
        }) {
      String bad = good.replace(change[0], change[1]);
      assertTrue(!bad.equals(good), change[0]);
      assertThrows(RuntimeException.class, () -> read(bad), bad);
    }
  }
}
