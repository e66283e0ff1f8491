package dev.highorder.demo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import dev.highorder.demo.CommandLineRun;
import org.junit.jupiter.api.Test;

class ReproduceCommandTest {

  @Test
  void table6SaysThatItsNetworksWereNotTrained() {
    CommandLineRun text = CommandLineRun.of("reproduce", "table6");

    assertEquals(0, text.code(), text.err());
    assertTrue(text.out().contains("cot "), text.out());
    assertTrue(text.out().contains("were not\ntrained"), text.out());

    CommandLineRun json = CommandLineRun.of("reproduce", "table6", "--json");
    JsonArray rows = JsonParser.parseString(json.out()).getAsJsonArray();
    assertEquals(30, rows.size());
    assertEquals(2_074_058, rows.get(0).getAsJsonObject().get("parameters").getAsLong());
    assertFalse(json.out().contains("trained"), "notes are not part of the JSON");
    assertTrue(json.err().contains("were not\ntrained"), json.err());
  }
}
