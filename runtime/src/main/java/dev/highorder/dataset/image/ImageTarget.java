package dev.highorder.dataset.image;

import dev.highorder.image.ImageSize;
import dev.highorder.image.Preparation;
import dev.highorder.image.RgbImage;
import dev.highorder.input.ImageFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * The size and the channels that a network reads, and the rules that bring images to them.
 *
 * <p>Where images are cut, the whole of each is kept after scaling, so that a training can take
 * random windows from all of it.
 *
 * @param size the height and width that the network reads
 * @param channels 3 for red, green and blue; 1 for grey, to which colours are converted
 * @param preparation the rules by which images are brought to the size; empty if they have it
 */
public record ImageTarget(ImageSize size, int channels, Optional<Preparation> preparation) {

  /** Photographs are rarely longer; what is longer needs more memory than was planned. */
  private static final int PLANNED_LENGTH = 4;

  private static final int PLANNED_WIDTH = 3;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the channels are neither 3 nor 1, or the preparation does
   *     not fit the size
   */
  public ImageTarget {
    Objects.requireNonNull(size, "size");
    if (channels != 1 && channels != RgbImage.CHANNELS) {
      throw new IllegalArgumentException(
          "Images of %s channels are not read. Give 3 for colours or 1 for grey."
              .formatted(channels));
    }
    preparation.ifPresent(rules -> rules.requireRoomFor(size));
  }

  /** Returns the target of images in colour that have the size already. */
  public static ImageTarget exactly(ImageSize size) {
    return new ImageTarget(size, RgbImage.CHANNELS, Optional.empty());
  }

  /** Returns this target with one channel. */
  ImageTarget grey() {
    return new ImageTarget(size, 1, preparation);
  }

  /** Returns the memory that a kept image is likely to need, in bytes. */
  public long plannedBytes() {
    long side = preparation.map(Preparation::shortSide).orElse(0);
    long kept =
        side > 0
            ? side * (side * PLANNED_LENGTH / PLANNED_WIDTH)
            : (long) size.height() * size.width();
    return channels * kept;
  }

  /** Returns an image as it is kept: in these channels, scaled, but not cut. */
  public RgbImage keep(RgbImage image) {
    RgbImage coloured = channels == 1 ? image.grey() : image;
    return preparation.map(rules -> rules.scale(coloured, size)).orElse(coloured);
  }

  /** Returns a kept image as the network reads it. */
  RgbImage cut(RgbImage kept) {
    return preparation.map(rules -> rules.cut(kept, size)).orElse(kept);
  }

  /** Returns a sentence about the first difference from what a network reads, if there is one. */
  Optional<String> differenceFrom(ImageFormat format) {
    return difference("image size is", size, format.size())
        .or(() -> difference("number of channels is", channels, format.channels()))
        .or(
            () ->
                preparation.flatMap(
                    rules -> difference("preparation is", rules, format.preparation())));
  }

  private static Optional<String> difference(String what, Object given, Object read) {
    return given.equals(read)
        ? Optional.empty()
        : Optional.of(
            "the %s %s, but the network reads %s. Read the images in that way."
                .formatted(what, given, read));
  }
}
