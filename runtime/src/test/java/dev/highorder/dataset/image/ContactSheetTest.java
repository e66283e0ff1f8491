package dev.highorder.dataset.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContactSheetTest {

  private static final int WHITE = 0xffffff;

  @Test
  void showsOneClassPerColumn() {
    byte[] red = {(byte) 255, 0, 0};
    byte[] green = {0, (byte) 255, 0};
    LabelledImages images =
        LabelledImages.of(
            "dots", List.of("r", "g"), 1, 1, List.of(green, red, red), new int[] {1, 0, 0});
    BufferedImage sheet = ContactSheet.draw(images, 2, 2, 20);
    int column = sheet.getWidth() / 2;
    int row = sheet.getHeight() / 2;
    assertEquals(0xff0000, sheet.getRGB(10, 10) & WHITE);
    assertEquals(0x00ff00, sheet.getRGB(column + 10, 10) & WHITE);
    assertEquals(0xff0000, sheet.getRGB(10, row + 10) & WHITE);
    assertEquals(WHITE, sheet.getRGB(column + 10, row + 10) & WHITE, "there is no fourth image");
  }

  @Test
  void refusesAnEmptySheet() {
    LabelledImages images = SampleImages.tiny(List.of("a"), 0);
    assertThrows(IllegalArgumentException.class, () -> ContactSheet.draw(images, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> ContactSheet.draw(images, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> ContactSheet.draw(images, 1, 1, 0));
  }
}
