package dev.highorder.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelledImagesTest {

  private static final List<String> CLASSES = List.of("a", "b", "c");

  @Test
  void keepsWhatItWasGiven() {
    byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, (byte) 255};
    LabelledImages images =
        LabelledImages.of("two by two", CLASSES, 2, 2, List.of(pixels), new int[] {2});
    pixels[0] = 99;

    assertEquals(1, images.size());
    assertEquals(2, images.label(0));
    assertEquals(CLASSES, images.classes());
    assertEquals("two by two", images.description());
    assertEquals(0, images.skipped());
    assertEquals(1, images.pixels(0)[0], "later changes of the caller's array must not show");
    assertEquals(0xff010509, images.image(0).getRGB(0, 0));
    assertEquals(0xff02060a, images.image(0).getRGB(1, 0));
    assertEquals(0xff0408ff, images.image(0).getRGB(1, 1));
  }

  @Test
  void copiesNormalisedPixelsIntoTheMiddleOfAnArray() {
    LabelledImages images = TestImages.tiny(CLASSES, 0, 1);
    float[] target = new float[5];
    images.copyPixels(1, Normalisation.none(), target, 1);
    assertArrayEquals(new float[] {0, 1 / 255f, 0, 0, 0}, target, 1e-7f);
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> images.copyPixels(1, Normalisation.none(), target, 3));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> images.copyPixels(2, Normalisation.none(), target, 0));
  }

  @Test
  void firstTakesTurnsBetweenClasses() {
    LabelledImages images = TestImages.tiny(CLASSES, 0, 0, 0, 0, 2, 1, 1, 2, 0);
    assertArrayEquals(new int[] {0, 5, 4, 1, 6, 7}, redOf(images.first(6)));
    assertArrayEquals(new int[] {0, 5, 4, 1, 6, 7, 2, 3, 8}, redOf(images.first(9)));
    assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2}, labelsOf(images.first(6)));
    assertTrue(images.first(6).description().contains("first 6"));
  }

  @Test
  void firstRefusesWhatIsNotThere() {
    LabelledImages images = TestImages.tiny(CLASSES, 0, 1);
    assertThrows(IllegalArgumentException.class, () -> images.first(0));
    Exception e = assertThrows(IllegalArgumentException.class, () -> images.first(3));
    assertEquals("tiny: asked for the first 3 of 2 images, ask for 1 to 2", e.getMessage());
  }

  @Test
  void checksItsArguments() {
    byte[] pixel = {1, 2, 3};
    refuses("holds no image", List.of(), new int[0]);
    refuses("1 images but 2 labels", List.of(pixel), new int[] {0, 1});
    refuses("image 1 has 2 bytes", List.of(pixel, new byte[2]), new int[] {0, 1});
    refuses("image 0 has label 3", List.of(pixel), new int[] {3});
    refuses("image 0 has label -1", List.of(pixel), new int[] {-1});
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> TestImages.tiny(List.of("a", "b", "a"), 0));
    assertTrue(e.getMessage().contains("occurs twice"), e.getMessage());
  }

  private static void refuses(String fault, List<byte[]> pixels, int[] labels) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> LabelledImages.of("mine", CLASSES, 1, 1, pixels, labels));
    assertTrue(e.getMessage().startsWith("mine: " + fault), e.getMessage());
  }

  private static int[] redOf(LabelledImages images) {
    return IntStream.range(0, images.size()).map(i -> images.pixels(i)[0]).toArray();
  }

  private static int[] labelsOf(LabelledImages images) {
    return IntStream.range(0, images.size()).map(images::label).toArray();
  }
}
