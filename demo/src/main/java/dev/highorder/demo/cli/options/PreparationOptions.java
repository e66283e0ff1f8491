package dev.highorder.demo.cli.options;

import dev.highorder.demo.cli.training.DataSpec;
import dev.highorder.demo.cli.training.ExampleKind;
import dev.highorder.demo.cli.training.PreparationSpec;
import dev.highorder.image.Preparation;
import dev.highorder.image.RgbImage;
import dev.highorder.shapes.DrawnShapes;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options that choose the size and the channels in which a network reads images. */
public final class PreparationOptions {

  private static final String POSSIBLE =
      "stretch, fit, crop, or crop:SHORT with the length of the short side before the cut";

  @Option(
      names = "--size",
      converter = WholeNumber.Side.class,
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
      description = "3 for colours, or 1: images are converted to grey. Default: 3.")
  private Integer channels;

  /**
   * Returns the same examples, prepared as was asked for.
   *
   * @throws IllegalArgumentException if a value is wrong, or they do not fit each other
   */
  public DataSpec of(DataSpec examples) {
    if (examples.kind() != ExampleKind.IMAGES) {
      if (size != null || resize != null || channels != null) {
        throw new IllegalArgumentException(
            "--size, --resize and --channels are for images, not for a CSV file. Leave them out.");
      }
      return examples;
    }
    if (examples.folder() == null) {
      DataOptions.requireAbsent("--resize", resize);
      requireDrawable();
    }
    return examples.with(spec());
  }

  private void requireDrawable() {
    if (size != null && (size < DrawnShapes.MIN_SIZE || size > DrawnShapes.MAX_SIZE)) {
      throw new IllegalArgumentException(
          "--size %s is out of range for drawn shapes. Give %s to %s pixels, or add --data."
              .formatted(size, DrawnShapes.MIN_SIZE, DrawnShapes.MAX_SIZE));
    }
  }

  private PreparationSpec spec() {
    int planes = channels == null ? RgbImage.CHANNELS : channels;
    if (planes != 1 && planes != RgbImage.CHANNELS) {
      throw new IllegalArgumentException(
          "--channels is %s. Give 3 for colours or 1 for grey.".formatted(planes));
    }
    if (size == null) {
      if (resize != null) {
        throw new IllegalArgumentException(
            "--resize %s needs a size. Add --size, as in --size 224.".formatted(resize));
      }
      return new PreparationSpec(0, 0, Preparation.stretch(), planes);
    }
    return new PreparationSpec(size, size, rules(), planes);
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
          "--resize %s scales the short side to %s pixels. With --size %s, give %s to %s."
              .formatted(resize, shortSide, size, size, Preparation.MAX_SHORT_SIDE));
    }
    return shortSide;
  }
}
