package dev.highorder.augmentation;

import dev.highorder.image.RgbImage;
import java.util.Arrays;
import java.util.function.Function;

/** A histogram of one channel of an image, and the tables that follow from it. */
final class ChannelHistogram {

  private final int[] counts = new int[LevelTable.LEVELS];
  private final int darkest;
  private final int brightest;

  private ChannelHistogram(byte[] pixels, int begin, int end) {
    for (int i = begin; i < end; i++) {
      counts[pixels[i] & 0xff]++;
    }
    int low = 0;
    while (counts[low] == 0) {
      low++;
    }
    int high = LevelTable.LEVELS - 1;
    while (counts[high] == 0) {
      high--;
    }
    darkest = low;
    brightest = high;
  }

  /** Stretches each channel so that its levels reach from 0 to 255. */
  static RgbImage autoContrast(RgbImage image) {
    return perChannel(image, ChannelHistogram::stretching);
  }

  /** Equalises each channel so that its levels are about equally frequent. */
  static RgbImage equalize(RgbImage image) {
    return perChannel(image, ChannelHistogram::equalizing);
  }

  private static RgbImage perChannel(
      RgbImage image, Function<ChannelHistogram, LevelTable> tableOf) {
    byte[] source = image.pixels();
    byte[] target = new byte[source.length];
    int plane = image.plane();
    for (int begin = 0; begin < source.length; begin += plane) {
      ChannelHistogram histogram = new ChannelHistogram(source, begin, begin + plane);
      tableOf.apply(histogram).map(source, target, begin, begin + plane);
    }
    return image.with(target);
  }

  private LevelTable stretching() {
    if (darkest == brightest) {
      return unchanging();
    }
    double scale = 255.0 / (brightest - darkest);
    // Adding the offset after scaling rounds as Pillow does.
    double offset = -darkest * scale;
    return LevelTable.of(level -> (int) (level * scale + offset));
  }

  /** Returns the share of darker pixels; the brightest level does not count and becomes 255. */
  private LevelTable equalizing() {
    int step = (Arrays.stream(counts).sum() - counts[brightest]) / 255;
    // Fewer than 255 pixels below the brightest level are too few to equalise.
    if (step == 0) {
      return unchanging();
    }
    int[] spread = new int[LevelTable.LEVELS];
    int darker = step / 2;
    for (int level = 0; level < LevelTable.LEVELS; level++) {
      spread[level] = darker / step;
      darker += counts[level];
    }
    return LevelTable.of(level -> spread[level]);
  }

  private static LevelTable unchanging() {
    return LevelTable.of(level -> level);
  }
}
