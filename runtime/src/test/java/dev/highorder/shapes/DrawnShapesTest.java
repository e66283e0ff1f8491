package dev.highorder.shapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawnShapesTest {

  private final DrawnShapes shapes = new DrawnShapes(1);

  @Test
  void drawsTenClassesInTurn() {
    LabelledImages train = shapes.draw(DataSplit.TRAIN, 40);
    assertEquals(
        List.of(
            "arrow",
            "circle",
            "crescent",
            "cross",
            "heart",
            "hourglass",
            "ring",
            "square",
            "star",
            "triangle"),
        train.classes());
    assertEquals(32, train.height());
    assertEquals(32, train.width());
    for (int i = 0; i < 40; i++) {
      assertEquals(i % 10, train.label(i));
    }
    assertEquals("shapes (train), seed 1", train.description());
  }

  @Test
  void anImageDoesNotDependOnHowManyAreDrawn() {
    LabelledImages few = shapes.draw(DataSplit.TRAIN, 7);
    LabelledImages many = new DrawnShapes(1).draw(DataSplit.TRAIN, 300);
    for (int i = 0; i < 7; i++) {
      assertArrayEquals(few.pixels(i), many.pixels(i));
    }
  }

  @Test
  void noImageOccursTwice() {
    LabelledImages train = shapes.draw(DataSplit.TRAIN, 500);
    LabelledImages test = shapes.draw(DataSplit.TEST, 500);
    LabelledImages other = new DrawnShapes(2).draw(DataSplit.TRAIN, 500);
    Set<ByteBuffer> seen = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      seen.add(ByteBuffer.wrap(train.pixels(i)));
      seen.add(ByteBuffer.wrap(test.pixels(i)));
      seen.add(ByteBuffer.wrap(other.pixels(i)));
    }
    assertEquals(1500, seen.size());
  }

  /** The shape must stand out: an image has at least two clearly different brightnesses. */
  @Test
  void shapesStandOutFromTheBackground() {
    LabelledImages train = shapes.draw(DataSplit.TRAIN, 200);
    for (int i = 0; i < 200; i++) {
      byte[] pixels = train.pixels(i);
      double[] brightness = new double[1024];
      for (int p = 0; p < 1024; p++) {
        brightness[p] =
            0.299 * (pixels[p] & 0xff)
                + 0.587 * (pixels[1024 + p] & 0xff)
                + 0.114 * (pixels[2048 + p] & 0xff);
      }
      double mean = IntStream.range(0, 1024).mapToDouble(p -> brightness[p]).sum() / 1024;
      double variance =
          IntStream.range(0, 1024).mapToDouble(p -> Math.pow(brightness[p] - mean, 2)).sum() / 1024;
      assertTrue(Math.sqrt(variance) > 15, "image " + i + ": " + Math.sqrt(variance));
    }
  }

  @Test
  void drawsOtherSizes() {
    LabelledImages large = new DrawnShapes(1, 64).draw(DataSplit.TEST, 10);
    assertEquals(64, large.height());
    assertEquals(3 * 64 * 64, large.pixels(9).length);
    assertThrows(IllegalArgumentException.class, () -> new DrawnShapes(1, 15));
    assertThrows(IllegalArgumentException.class, () -> shapes.draw(DataSplit.TRAIN, 0));
  }
}
