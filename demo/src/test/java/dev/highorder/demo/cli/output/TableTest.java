package dev.highorder.demo.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TableTest {

  private record Row(String name, int count, double share, OptionalInt order) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("euler", 7, 1.0 / 3, OptionalInt.of(1)),
          new Row("leapfrog", 1234, 2.0 / 3, OptionalInt.empty()));

  private static Table<Row> table() {
    return Table.of(ROWS)
        .column("scheme", Row::name)
        .column("sub-nets", Row::count, "%,d")
        .column("share of all", Row::share, row -> Table.percent(row.share(), 1))
        .column("memory", "megabytes", Row::share, "%.2f MB")
        .column("order", Row::order)
        .detail("exact", Row::share);
  }

  /** Columns of numbers are aligned on the right, text on the left; details are left out. */
  @Test
  void textIsAligned() {
    assertEquals(
        """
        scheme    sub-nets  share of all  memory   order
        ------------------------------------------------
        euler            7         33.3%  0.33 MB      1
        leapfrog     1,234         66.7%  0.67 MB      -
        """,
        table().text());
  }

  /** A name that ends its row could forge the next one. */
  @Test
  void namesCannotForgeRows() {
    String text =
        Table.of(List.of("ring\nstar  100.0%", "\u001b[2J\u202e", "a\tb"))
            .column("class", name -> name)
            .text();

    assertEquals(
        """
        class
        -------------------------
        ring\\u000astar  100.0%
        \\u001b[2J\\u202e
        a\\u0009b
        """
            .replaceFirst("-+", "-".repeat("ring\\u000astar  100.0%".length())),
        text);
  }

  @Test
  void jsonKeepsThePrecisionOfNumbers() {
    JsonArray json = JsonParser.parseString(table().json()).getAsJsonArray();

    assertEquals(2, json.size());
    JsonObject row = json.get(1).getAsJsonObject();
    assertEquals(
        List.of("scheme", "subNets", "shareOfAll", "megabytes", "order", "exact"),
        List.copyOf(row.keySet()));
    assertEquals("leapfrog", row.get("scheme").getAsString());
    assertEquals(1234, row.get("subNets").getAsInt());
    assertEquals(2.0 / 3, row.get("shareOfAll").getAsDouble(), 0);
    assertEquals(2.0 / 3, row.get("exact").getAsDouble(), 0);
    assertTrue(row.get("order").isJsonNull());
    assertEquals(1, json.get(0).getAsJsonObject().get("order").getAsInt());
  }

  /** JSON has no infinity; a parser that keeps to the standard would refuse the document. */
  @Test
  void numbersThatJsonCannotExpressAreNull() {
    Table<Double> table =
        Table.of(List.of(Double.POSITIVE_INFINITY, Double.NaN)).column("loss", d -> d, "%.1f");

    assertTrue(table.text().contains("Infinity"));
    JsonArray json = JsonParser.parseString(table.json()).getAsJsonArray();
    assertTrue(json.get(0).getAsJsonObject().get("loss").isJsonNull());
    assertTrue(json.get(1).getAsJsonObject().get("loss").isJsonNull());
  }

  @Test
  void numbersDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertTrue(table().text().contains("1,234         66.7%  0.67 MB"), table().text());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void twoColumnsOfOneNameAreRefused() {
    Table<Row> table = Table.of(ROWS).column("loss", Row::share);
    String message =
        assertThrows(IllegalArgumentException.class, () -> table.column("loss", Row::count))
            .getMessage();
    assertTrue(message.contains("'loss'"), message);
  }

  @Test
  void aTableWithoutRowsHasItsHeadings() {
    Table<Row> table = Table.<Row>of(List.of()).column("scheme", Row::name);
    assertEquals("scheme\n------\n", table.text());
    assertEquals("[]", table.json());
  }
}
