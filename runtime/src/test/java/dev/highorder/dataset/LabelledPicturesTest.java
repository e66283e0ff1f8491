package dev.highorder.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelledPicturesTest {

  private static final List<String> CLASSES = List.of("a", "b", "c");

  @Test
  void keepsWhatItWasGiven() {
    byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, (byte) 255};
    LabelledPictures pictures =
        LabelledPictures.of("two by two", CLASSES, 2, 2, List.of(pixels), new int[] {2});
    pixels[0] = 99;

    assertEquals(1, pictures.size());
    assertEquals(2, pictures.label(0));
    assertEquals(CLASSES, pictures.classes());
    assertEquals("two by two", pictures.description());
    assertEquals(0, pictures.skipped());
    assertEquals(1, pictures.pixels(0)[0], "later changes of the caller's array must not show");
    assertEquals(0xff010509, pictures.picture(0).getRGB(0, 0));
    assertEquals(0xff02060a, pictures.picture(0).getRGB(1, 0));
    assertEquals(0xff0408ff, pictures.picture(0).getRGB(1, 1));
  }

  @Test
  void copiesNormalisedPixelsIntoTheMiddleOfAnArray() {
    LabelledPictures pictures = TestPictures.tiny(CLASSES, 0, 1);
    float[] target = new float[5];
    pictures.copyPixels(1, Normalisation.none(), target, 1);
    assertArrayEquals(new float[] {0, 1 / 255f, 0, 0, 0}, target, 1e-7f);
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> pictures.copyPixels(1, Normalisation.none(), target, 3));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> pictures.copyPixels(2, Normalisation.none(), target, 0));
  }

  @Test
  void firstTakesTurnsBetweenClasses() {
    LabelledPictures pictures = TestPictures.tiny(CLASSES, 0, 0, 0, 0, 2, 1, 1, 2, 0);
    assertArrayEquals(new int[] {0, 5, 4, 1, 6, 7}, redOf(pictures.first(6)));
    assertArrayEquals(new int[] {0, 5, 4, 1, 6, 7, 2, 3, 8}, redOf(pictures.first(9)));
    assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2}, labelsOf(pictures.first(6)));
    assertTrue(pictures.first(6).description().contains("first 6"));
  }

  @Test
  void firstRefusesWhatIsNotThere() {
    LabelledPictures pictures = TestPictures.tiny(CLASSES, 0, 1);
    assertThrows(IllegalArgumentException.class, () -> pictures.first(0));
    Exception e = assertThrows(IllegalArgumentException.class, () -> pictures.first(3));
    assertEquals("tiny: asked for the first 3 of 2 pictures, ask for 1 to 2", e.getMessage());
  }

  @Test
  void checksItsArguments() {
    byte[] pixel = {1, 2, 3};
    refuses("holds no picture", List.of(), new int[0]);
    refuses("1 pictures but 2 labels", List.of(pixel), new int[] {0, 1});
    refuses("picture 1 has 2 bytes", List.of(pixel, new byte[2]), new int[] {0, 1});
    refuses("picture 0 has label 3", List.of(pixel), new int[] {3});
    refuses("picture 0 has label -1", List.of(pixel), new int[] {-1});
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> TestPictures.tiny(List.of("a", "b", "a"), 0));
    assertTrue(e.getMessage().contains("occurs twice"), e.getMessage());
  }

  private static void refuses(String fault, List<byte[]> pixels, int[] labels) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> LabelledPictures.of("mine", CLASSES, 1, 1, pixels, labels));
    assertTrue(e.getMessage().startsWith("mine: " + fault), e.getMessage());
  }

  private static int[] redOf(LabelledPictures pictures) {
    return IntStream.range(0, pictures.size()).map(i -> pictures.pixels(i)[0]).toArray();
  }

  private static int[] labelsOf(LabelledPictures pictures) {
    return IntStream.range(0, pictures.size()).map(pictures::label).toArray();
  }
}
