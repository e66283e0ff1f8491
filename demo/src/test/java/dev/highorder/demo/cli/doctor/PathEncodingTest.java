package dev.highorder.demo.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathEncodingTest {

  private final Findings findings = new Findings();

  @Test
  void utf8HoldsAllNames() {
    PathEncoding.examine(findings, "utf8");
    assertEquals(Map.of("encoding of file names", "utf8"), findings.values());
    assertEquals(Map.of(), findings.notes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ANSI_X3.4-1968", "ISO-8859-1", "no encoding", "unknown-1"})
  void otherEncodingsAreNoted(String encoding) {
    PathEncoding.examine(findings, encoding);
    String note = findings.notes().get("encoding of file names");
    assertTrue(note.contains(encoding) && note.contains("LC_ALL=C.UTF-8"), note);
  }
}
