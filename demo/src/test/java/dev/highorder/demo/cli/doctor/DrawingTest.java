package dev.highorder.demo.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DrawingTest {

  private final Findings findings = new Findings();

  @Test
  void machineWithFontsDraws() {
    Drawing.examine(findings);
    assertEquals(Map.of("drawing text", "works"), findings.values());
    assertEquals(Map.of(), findings.notes());
  }

  /** Java 17 throws an InternalError, and on a second try a NoClassDefFoundError. */
  @Test
  void missingFontsAreNotedWithTheRootOfTheFailure() {
    Drawing.examine(
        findings,
        () -> {
          throw new InternalError(new RuntimeException("Fontconfig head is null"));
        });
    assertEquals(
        "fails: java.lang.RuntimeException: Fontconfig head is null",
        findings.values().get("drawing text"));
    String note = findings.notes().get("drawing text");
    assertTrue(note.contains("Install fontconfig"), note);
    assertEquals(Map.of(), findings.problems());
  }

  @Test
  void usedUpMemoryIsNoMatterOfFonts() {
    assertThrows(
        OutOfMemoryError.class,
        () ->
            Drawing.examine(
                findings,
                () -> {
                  throw new OutOfMemoryError();
                }));
  }
}
