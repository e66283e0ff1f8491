package dev.highorder.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import dev.highorder.image.ImageSize;
import dev.highorder.image.RgbImage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AugmentationTest {

  private static final List<Augmentation> ALL =
      List.of(
          Augmentation.crop(4),
          Augmentation.meanCrop(4),
          Augmentation.flip(),
          Augmentation.cutout(16),
          Augmentation.autoAugment(),
          Augmentation.autoAugmentReleased(),
          Augmentation.randAugment(2, 9));

  @Test
  void parsesTheWrittenForm() {
    assertEquals(new Augmentation(AugmentationKind.CROP, List.of(4)), Augmentation.parse("crop:4"));
    assertEquals(
        new Augmentation(AugmentationKind.CUTOUT, List.of(8)), Augmentation.parse(" Cutout:8 "));
    assertEquals(new Augmentation(AugmentationKind.FLIP, List.of()), Augmentation.parse("flip"));
    assertEquals(
        new Augmentation(AugmentationKind.RANDAUGMENT, List.of(3, 30)),
        Augmentation.parse("randaugment:3:30"));
  }

  @Test
  void fillsInDefaults() {
    assertEquals(Augmentation.crop(4), Augmentation.parse("crop"));
    assertEquals(Augmentation.cutout(16), Augmentation.parse("cutout"));
    assertEquals(Augmentation.autoAugment(), Augmentation.parse("autoaugment"));
    assertEquals(Augmentation.randAugment(2, 9), Augmentation.parse("randaugment"));
    assertEquals(Augmentation.randAugment(5, 9), Augmentation.parse("randaugment:5"));
    for (Augmentation augmentation : ALL) {
      assertEquals(augmentation.arguments(), augmentation.kind().defaults());
    }
  }

  @Test
  void isWrittenAsItIsParsed() {
    assertEquals(
        List.of(
            "crop:4",
            "meancrop:4",
            "flip",
            "cutout:16",
            "autoaugment",
            "autoaugment-released",
            "randaugment:2:9"),
        ALL.stream().map(Augmentation::toString).toList());
    for (Augmentation augmentation : ALL) {
      assertEquals(augmentation, Augmentation.parse(augmentation.toString()));
    }
  }

  @Test
  void parsesLists() {
    assertEquals(
        ALL,
        Augmentation.parseList(
            "crop,meancrop,flip,cutout,autoaugment,autoaugment-released,randaugment"));
    assertEquals(
        List.of(Augmentation.flip(), Augmentation.crop(2)),
        Augmentation.parseList(" flip , crop:2 "));
    assertEquals(List.of(), Augmentation.parseList("none"));
    assertEquals(List.of(), Augmentation.parseList(" "));
  }

  @Test
  void survivesGson() {
    Gson gson = new Gson();
    String json = gson.toJson(ALL);
    assertTrue(json.startsWith("[{\"kind\":\"CROP\",\"arguments\":[4]}"), json);
    assertEquals(ALL, gson.fromJson(json, new TypeToken<List<Augmentation>>() {}.getType()));
  }

  @Test
  void namesWhatIsPossible() {
    refuses("its name is unknown", "rotate");
    refuses("its name is unknown", "");
    refuses("its name is unknown", "none");
    refuses("it has 1 arguments, and at most 0 are possible", "flip:1");
    refuses("it has 3 arguments, and at most 2 are possible", "randaugment:1:2:3");
    refuses("'x' is not a whole number", "crop:x");
    refuses("'' is not a whole number", "crop:");
    refuses("'99999999999' is not a whole number", "crop:99999999999");
    refuses("padding 0 is out of range", "crop:0");
    refuses("padding 1001 is out of range", "crop:1001");
    refuses("side 0 is out of range", "cutout:0");
    refuses("side -3 is out of range", "cutout:-3");
    refuses("side 1001 is out of range", "cutout:1001");
    refuses("operations 0 is out of range", "randaugment:0");
    refuses("operations 11 is out of range", "randaugment:11");
    refuses("magnitude -1 is out of range", "randaugment:2:-1");
    refuses("magnitude 31 is out of range", "randaugment:2:31");
  }

  private static void refuses(String fault, String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Augmentation.parse(text)).getMessage();
    assertTrue(message.startsWith("The augmentation '" + text), message);
    assertTrue(message.contains(fault), message);
    assertTrue(
        message.endsWith(
            "Possible are crop[:padding] (padding 1 to 1000, 4 by default),"
                + " meancrop[:padding] (padding 1 to 1000, 4 by default),"
                + " resizedcrop[:percent] (percent 1 to 100, 8 by default), flip,"
                + " cutout[:side] (side 1 to 1000, 16 by default), autoaugment,"
                + " autoaugment-released,"
                + " randaugment[:operations[:magnitude]] (operations 1 to 10, 2 by default,"
                + " magnitude 0 to 30, 9 by default)."),
        message);
  }

  @Test
  void namesTheFaultyPartOfAList() {
    for (String list : List.of("flip,blur", "blur,none")) {
      Exception e =
          assertThrows(IllegalArgumentException.class, () -> Augmentation.parseList(list));
      assertTrue(e.getMessage().startsWith("The augmentation 'blur'"), e.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> Augmentation.parseList("flip,,crop"));
    assertThrows(IllegalArgumentException.class, () -> Augmentation.parseList("flip,"));
    assertThrows(IllegalArgumentException.class, () -> Augmentation.parseList("none,flip"));
  }

  @Test
  void requiresTheArgumentsOfItsKind() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Augmentation(AugmentationKind.CROP, List.of(1, 2)));
    assertTrue(
        e.getMessage().contains("'crop:1:2' is refused: it has 2 arguments instead of 1"),
        e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Augmentation(AugmentationKind.RANDAUGMENT, List.of(1)));
    assertThrows(IllegalArgumentException.class, () -> Augmentation.crop(0));
    assertThrows(IllegalArgumentException.class, () -> Augmentation.randAugment(1, 31));
  }

  @Test
  void keepsItsOwnArguments() {
    List<Integer> arguments = new ArrayList<>(List.of(4));
    Augmentation crop = new Augmentation(AugmentationKind.CROP, arguments);
    arguments.set(0, 99);
    assertEquals(Augmentation.crop(4), crop);
  }

  @Test
  void neverChangesTheGivenPixels() {
    RgbImage noise = PillowFixtures.image("noise");
    Random random = new Random(1);
    for (Augmentation augmentation : ALL) {
      for (int i = 0; i < 500; i++) {
        augmentation.apply(noise, PillowFixtures.FILL, random);
      }
    }
    assertArrayEquals(PillowFixtures.image("noise").pixels(), noise.pixels());
  }

  /** The checksums come from Pillow and from random numbers that the script computes itself. */
  @Test
  void givesTheImagesOfASeedOnEveryJvm() {
    for (List<String> line : PillowFixtures.lines("checksums.txt")) {
      String text = line.get(0);
      assertEquals(Long.parseLong(line.get(1)), checksum(Augmentation.parse(text)), text);
    }
  }

  @Test
  void checksumsCoverEachKind() {
    List<AugmentationKind> kinds =
        PillowFixtures.lines("checksums.txt").stream()
            .map(line -> Augmentation.parse(line.get(0)).kind())
            .toList();
    // Random windows are compared with torchvision's in RandomResizedCropTest.
    assertEquals(
        EnumSet.complementOf(EnumSet.of(AugmentationKind.RESIZEDCROP)), EnumSet.copyOf(kinds));
  }

  private static long checksum(Augmentation augmentation) {
    RgbImage noise = PillowFixtures.image("noise");
    Random random = new Random(42);
    CRC32 checksum = new CRC32();
    for (int i = 0; i < 1000; i++) {
      checksum.update(augmentation.apply(noise, PillowFixtures.FILL, random).pixels());
    }
    return checksum.getValue();
  }

  @Test
  void refusesOtherFillColours() {
    Augmentation flip = Augmentation.flip();
    Random random = new Random(1);
    RgbImage image = new RgbImage(new byte[12], new ImageSize(2, 2));
    refuses("is [1, 2].", () -> flip.apply(image, new int[] {1, 2}, random));
    refuses("is [1, 2, 256].", () -> flip.apply(image, new int[] {1, 2, 256}, random));
    refuses("is [-1, 2, 3].", () -> flip.apply(image, new int[] {-1, 2, 3}, random));
  }

  private static void refuses(String fault, Executable use) {
    Exception e = assertThrows(IllegalArgumentException.class, use);
    assertTrue(e.getMessage().contains(fault), e.getMessage());
  }
}
