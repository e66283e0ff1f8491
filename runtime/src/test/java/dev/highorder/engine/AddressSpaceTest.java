package dev.highorder.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressSpaceTest {

  private static final List<String> STATUS = List.of("Name:\tjava", "VmSize:\t 2842988 kB");

  @Test
  void unlimitedSpaceIsEnough() {
    assertEquals(Optional.empty(), shortage("unlimited"));
    assertEquals(Optional.empty(), new AddressSpace(List.of(), List.of()).shortage());
  }

  @Test
  void aLimitThatLeavesRoomIsEnough() {
    assertEquals(Optional.empty(), shortage("6144000000"));
  }

  @Test
  void saysHowMuchIsMissing() {
    String message = shortage("3072000000").orElseThrow();

    assertTrue(message.contains("limited to 2929 MB, of which Java uses 2776 MB"), message);
    assertTrue(message.contains("ulimit -v"), message);
  }

  @Test
  void thisProcessHasRoom() {
    AddressSpace.requireEnough();
  }

  private static Optional<String> shortage(String limit) {
    String line = "Max address space         %s                unlimited            bytes";
    return new AddressSpace(
            List.of("Limit                     Soft Limit", line.formatted(limit)), STATUS)
        .shortage();
  }
}
