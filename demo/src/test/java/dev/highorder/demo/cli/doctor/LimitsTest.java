package dev.highorder.demo.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static final String LIMITS =
      """
      Limit                     Soft Limit           Hard Limit           Units
      Max cpu time              unlimited            unlimited            seconds
      Max address space         %-20s unlimited            bytes
      Max file locks            unlimited            unlimited            locks
      """;

  private final Findings findings = new Findings();

  @Test
  void unlimitedAddressSpaceIsFine() {
    Limits.examine(findings, LIMITS.formatted("unlimited"));
    assertEquals(Map.of("address space", "not limited"), findings.values());
    assertEquals(Map.of(), findings.notes());
  }

  @Test
  void limitIsNoted() {
    Limits.examine(findings, LIMITS.formatted("3072000000"));
    assertEquals(Map.of("address space", "limited to 2929 MiB"), findings.values());
    String note = findings.notes().get("address space");
    assertTrue(note.contains("ulimit -v unlimited"), note);
  }
}
