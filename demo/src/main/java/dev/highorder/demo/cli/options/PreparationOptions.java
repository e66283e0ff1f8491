package dev.highorder.demo.cli.options;

import dev.highorder.demo.cli.training.PreparationSpec;
import dev.highorder.image.Preparation;
import java.util.Locale;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;

/** The options that choose the size and the channels in which a network reads images. */
public final class PreparationOptions {

  private static final String POSSIBLE =
      "stretch, fit, crop, or crop:SHORT with the length of the short side before the cut";

  @Option(
      names = "--size",
      paramLabel = "SIDE",
      description =
          "Bring images to SIDE x SIDE pixels. Default: all must have the size of the first.")
  private Integer size;

  @Option(
      names = "--resize",
      paramLabel = "WAY",
      description =
          "With --size: stretch (the aspect ratio is not kept), fit (white at two sides) or"
              + " crop[:SHORT] (the short side is scaled to SHORT, by default SIDE, and the centre"
              + " cut out). Default: stretch.")
  private String resize;

  @Option(
      names = "--channels",
      paramLabel = "N",
      description = "3 for colours, or 1: images are converted to grey. Default: 3.",
      defaultValue = "3",
      showDefaultValue = Help.Visibility.NEVER)
  private int channels;

  /**
   * Returns the preparation that was asked for.
   *
   * @throws IllegalArgumentException if a value is wrong, or they do not fit each other
   */
  public PreparationSpec spec() {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "--channels is %d. Give 3 for colours or 1 for grey.".formatted(channels));
    }
    if (size == null) {
      if (resize != null) {
        throw new IllegalArgumentException(
            "--resize %s needs a size. Add --size, as in --size 224.".formatted(resize));
      }
      return new PreparationSpec(0, 0, Preparation.stretch(), channels);
    }
    if (size < 1 || size > Preparation.MAX_SHORT_SIDE) {
      throw new IllegalArgumentException(
          "--size is %d. Give 1 to %d pixels.".formatted(size, Preparation.MAX_SHORT_SIDE));
    }
    return new PreparationSpec(size, size, rules(), channels);
  }

  private Preparation rules() {
    String way = resize == null ? "stretch" : resize.toLowerCase(Locale.ROOT);
    return switch (way) {
      case "stretch" -> Preparation.stretch();
      case "fit" -> Preparation.fit();
      case "crop" -> Preparation.crop(size);
      default -> Preparation.crop(shortSide(way));
    };
  }

  private int shortSide(String way) {
    if (!way.matches("crop:[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "--resize %s is unknown. Possible are %s.".formatted(resize, POSSIBLE));
    }
    int shortSide = Integer.parseInt(way.substring("crop:".length()));
    if (shortSide < size || shortSide > Preparation.MAX_SHORT_SIDE) {
      throw new IllegalArgumentException(
          "--resize %s scales the short side to %d pixels. With --size %d, give %d to %d."
              .formatted(resize, shortSide, size, size, Preparation.MAX_SHORT_SIDE));
    }
    return shortSide;
  }
}
