package dev.highorder.dataset.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import dev.highorder.dataset.ExampleEncoder;
import dev.highorder.image.Normalisation;
import dev.highorder.input.ImageFormat;
import dev.highorder.input.InputFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelledImagesTest {

  private static final List<String> CLASSES = List.of("a", "b", "c");

  @Test
  void keepsItsArguments() {
    byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, (byte) 255};
    LabelledImages images =
        LabelledImages.of("two by two", CLASSES, 2, 2, List.of(pixels), new int[] {2});
    pixels[0] = 99;

    assertEquals(1, images.size());
    assertEquals(2, images.label(0));
    assertEquals(CLASSES, images.classes());
    assertEquals("two by two", images.description());
    assertEquals(0, images.skipped().count());
    assertEquals(1, images.pixels(0)[0], "later changes of the caller's array must not show");
    assertEquals(0xff010509, images.image(0).getRGB(0, 0));
    assertEquals(0xff02060a, images.image(0).getRGB(1, 0));
    assertEquals(0xff0408ff, images.image(0).getRGB(1, 1));
  }

  @Test
  void encodesNormalisedPixelsIntoTheMiddleOfAnArray() {
    LabelledImages images = SampleImages.tiny(CLASSES, 0, 1);
    ExampleEncoder encoder = images.encoder(images.format(Normalisation.none()));
    float[] target = new float[5];
    encoder.encode(1, 0, target, 1);
    assertArrayEquals(new float[] {0, 1 / 255f, 0, 0, 0}, target, 1e-7f);
    assertThrows(IndexOutOfBoundsException.class, () -> encoder.encode(1, 0, target, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> encoder.encode(2, 0, target, 0));
  }

  @Test
  void encodesOnlyIntoItsOwnSizeAndKind() {
    LabelledImages images = SampleImages.tiny(CLASSES, 0, 1);
    ImageFormat larger = new ImageFormat(3, 1, 2, Normalisation.none());
    String message =
        assertThrows(IllegalArgumentException.class, () -> images.encoder(larger)).getMessage();
    assertTrue(message.contains("the image size is 1 x 1"), message);
    assertTrue(message.contains("the network reads 1 x 2"), message);

    InputFormat other = () -> new Shape(3);
    message =
        assertThrows(IllegalArgumentException.class, () -> images.encoder(other)).getMessage();
    assertTrue(message.contains("these examples are images"), message);
  }

  @Test
  void isKnownByItsChecksum() {
    LabelledImages images = SampleImages.noise(70, 16, 1);
    LabelledImages again = SampleImages.noise(70, 16, 1);

    assertEquals(images.sha256(), again.sha256());
    assertNotEquals(images.sha256(), images.first(69).sha256());
    assertNotEquals(images.sha256(), SampleImages.noise(70, 16, 2).sha256());
  }

  @Test
  void firstAlternatesBetweenClasses() {
    LabelledImages images = SampleImages.tiny(CLASSES, 0, 0, 0, 0, 2, 1, 1, 2, 0);
    assertArrayEquals(new int[] {0, 5, 4, 1, 6, 7}, redOf(images.first(6)));
    assertArrayEquals(new int[] {0, 5, 4, 1, 6, 7, 2, 3, 8}, redOf(images.first(9)));
    assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2}, labelsOf(images.first(6)));
    assertTrue(images.first(6).description().contains("first 6"));
  }

  @Test
  void firstRefusesMoreThanThereAre() {
    LabelledImages images = SampleImages.tiny(CLASSES, 0, 1);
    assertThrows(IllegalArgumentException.class, () -> images.first(0));
    Exception e = assertThrows(IllegalArgumentException.class, () -> images.first(3));
    assertEquals("tiny: there are no first 3 of 2 images. Ask for 1 to 2.", e.getMessage());
  }

  @Test
  void checksItsArguments() {
    byte[] pixel = {1, 2, 3};
    refuses("there is no image", List.of(), new int[0]);
    refuses("there are 1 images but 2 labels", List.of(pixel), new int[] {0, 1});
    refuses("image 1 has 2 bytes", List.of(pixel, new byte[2]), new int[] {0, 1});
    refuses("image 0 has the label 3", List.of(pixel), new int[] {3});
    refuses("image 0 has the label -1", List.of(pixel), new int[] {-1});
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> SampleImages.tiny(List.of("a", "b", "a"), 0));
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
