package dev.highorder.demo.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NativeAccessTest {

  private final Findings findings = new Findings();

  @Test
  void oldJavaNeedsNoPermission() {
    NativeAccess.examine(findings, 17, Optional.empty());
    assertEquals("needs no permission on this Java", findings.values().get("native access"));
    assertEquals(Map.of(), findings.notes());
  }

  @Test
  void permittedAccessIsFine() {
    NativeAccess.examine(findings, 25, Optional.of(true));
    assertEquals("permitted", findings.values().get("native access"));
    assertEquals(Map.of(), findings.notes());
  }

  @Test
  void noteNamesTheOption() {
    NativeAccess.examine(findings, 25, Optional.of(false));
    assertEquals("not permitted", findings.values().get("native access"));
    String note = findings.notes().get("native access");
    assertTrue(note.contains("--enable-native-access=ALL-UNNAMED"), note);
    assertEquals(Map.of(), findings.problems());
  }

  @Test
  void beforeJava24NothingIsWarnedOf() {
    NativeAccess.examine(findings, 22, Optional.of(false));
    assertEquals(Map.of(), findings.notes());
  }
}
