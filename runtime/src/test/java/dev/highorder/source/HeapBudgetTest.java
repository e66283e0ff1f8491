package dev.highorder.source;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.image.ImageSize;
import org.junit.jupiter.api.Test;

class HeapBudgetTest {

  private static final long GIBIBYTE = 1L << 30;

  @Test
  void allowsSixtyPercentOfTheHeap() {
    HeapBudget heap = new HeapBudget(1000);
    ImageSize size = new ImageSize(2, 10);
    assertDoesNotThrow(() -> heap.check("set", 10, size, size.bytes()));
    assertThrows(DataSetException.class, () -> heap.check("set", 11, size, size.bytes()));
  }

  /** The number of bytes is beyond the range of long. */
  @Test
  void refusesSizesBeyondAllNumbers() {
    HeapBudget heap = new HeapBudget(Long.MAX_VALUE);
    ImageSize size = new ImageSize(Integer.MAX_VALUE, Integer.MAX_VALUE);
    assertThrows(DataSetException.class, () -> heap.check("set", 1000, size, Long.MAX_VALUE));
  }

  @Test
  void namesTheHeapThatIsEnough() {
    HeapBudget heap = new HeapBudget(2 * GIBIBYTE);
    ImageSize size = new ImageSize(224, 224);
    String message =
        assertThrows(
                DataSetException.class,
                () -> heap.check("image folder x", 50_000, size, size.bytes()))
            .getMessage();
    assertTrue(message.startsWith("image folder x: 50000 images of 224 x 224"), message);
    assertTrue(message.contains("7.0 GiB"), message);
    assertTrue(message.contains("-Xmx12g"), message);
    assertTrue(message.contains("optLimitPerClass"), message);
  }
}
