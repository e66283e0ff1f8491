package dev.highorder.demo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import dev.highorder.demo.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceCommandTest {

  @TempDir Path folder;

  /** The report holds every run and its charts; the second command trains nothing again. */
  @Test
  void figuresAreTrainedOnceAndReported() throws IOException {
    CommandLineRun first = CommandLineRun.of("reproduce", "fig3", "fig10", "--out", folder);
    assertEquals(0, first.code(), first.err());
    assertTrue(first.err().contains("6 of 6: "), first.err());
    String page = Files.readString(folder.resolve("report.html"));
    assertEquals(4, page.split("<svg", -1).length - 1);
    assertFalse(page.contains("<script") || page.contains("src="), "nothing is loaded");
    JsonArray runs =
        JsonParser.parseString(Files.readString(folder.resolve("report.json")))
            .getAsJsonObject()
            .getAsJsonArray("items")
            .get(1)
            .getAsJsonObject()
            .getAsJsonArray("runs");
    assertEquals(6, runs.size());

    CommandLineRun again = CommandLineRun.of("reproduce", "fig10", "--resume", "--out", folder);
    assertEquals(0, again.code(), again.err());
    assertFalse(again.err().contains(" of 6: "), again.err());
    assertEquals(
        2, CommandLineRun.of("reproduce", "fig99", "--out", folder).code(), "no such item");
    assertEquals(
        1,
        CommandLineRun.of("reproduce", "fig10", "--resume", "--out", folder.resolve("none"))
            .code());
  }

  @Test
  void table6SaysThatItsNetworksWereNotTrained() {
    CommandLineRun text = CommandLineRun.of("reproduce", "table6", "--out", folder);

    assertEquals(0, text.code(), text.err());
    assertTrue(text.out().contains("cot "), text.out());
    assertTrue(text.out().contains("were not\ntrained"), text.out());

    CommandLineRun json = CommandLineRun.of("reproduce", "table6", "--json", "--out", folder);
    JsonArray rows = JsonParser.parseString(json.out()).getAsJsonArray();
    assertEquals(36, rows.size());
    assertEquals(2_074_058, rows.get(0).getAsJsonObject().get("parameters").getAsLong());
    assertFalse(json.out().contains("trained"), "notes are not part of the JSON");
    assertTrue(json.err().contains("were not\ntrained"), json.err());
  }
}
