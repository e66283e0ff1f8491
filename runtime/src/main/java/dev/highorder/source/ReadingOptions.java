package dev.highorder.source;

import dev.highorder.dataset.image.ImageStore;
import dev.highorder.image.ImageSize;
import dev.highorder.image.Preparation;
import dev.highorder.image.RgbImage;
import java.util.Objects;
import java.util.Optional;

/** Settings for reading images from disk: their size, how many, and the treatment of bad ones. */
public final class ReadingOptions {

  private final Optional<ImageSize> size;
  private final Optional<Preparation> preparation;
  private final int channels;
  private final BadImages badImages;
  private final int limitPerClass;
  private final ReadingProgress progress;

  private ReadingOptions(Builder builder) {
    size = builder.size;
    preparation = builder.preparation;
    channels = builder.channels;
    badImages = builder.badImages;
    limitPerClass = builder.limitPerClass;
    progress = builder.progress;
  }

  /** Returns the defaults: every image is read, all have one size, any bad file is refused. */
  public static ReadingOptions defaults() {
    return builder().build();
  }

  /** Returns a builder that starts from {@link #defaults()}. */
  public static Builder builder() {
    return new Builder();
  }

  Optional<ImageSize> size() {
    return size;
  }

  /** Returns the rules by which images are brought to the size; none if they must have it. */
  Optional<Preparation> preparation() {
    return preparation;
  }

  /** Returns the memory that an image is likely to need, in bytes. */
  long bytes(ImageSize read) {
    return ImageStore.plannedBytes(read, channels, preparation);
  }

  /** Returns a store for images that are to have a size. */
  ImageStore.Builder store(ImageSize read, int count) {
    return new ImageStore.Builder(read, channels, preparation, count);
  }

  BadImages badImages() {
    return badImages;
  }

  int limitPerClass() {
    return limitPerClass;
  }

  ReadingProgress progress() {
    return progress;
  }

  /** A builder of {@link ReadingOptions}. */
  public static final class Builder {

    private Optional<ImageSize> size = Optional.empty();
    private Optional<Preparation> preparation = Optional.empty();
    private int channels = RgbImage.CHANNELS;
    private BadImages badImages = BadImages.REFUSE;
    private int limitPerClass = Integer.MAX_VALUE;
    private ReadingProgress progress = (done, total) -> {};

    private Builder() {}

    /**
     * Sets the size that every image must have; another size makes an image bad. Default: the size
     * of the first image.
     *
     * @param height the height in pixels, at least 1
     * @param width the width in pixels, at least 1
     * @throws IllegalArgumentException if one is below 1
     */
    public Builder optSize(int height, int width) {
      size = Optional.of(new ImageSize(height, width));
      preparation = Optional.empty();
      return this;
    }

    /**
     * Sets the size that every image is brought to. Default: all have one size already.
     *
     * @param height the height in pixels, at least 1
     * @param width the width in pixels, at least 1
     * @param preparation the rules, such as {@link Preparation#crop}; a classifier that is trained
     *     on these images follows the same
     * @throws IllegalArgumentException if a number is below 1, or the preparation does not fit it
     */
    public Builder optResize(int height, int width, Preparation preparation) {
      ImageSize wanted = new ImageSize(height, width);
      preparation.requireRoomFor(wanted);
      size = Optional.of(wanted);
      this.preparation = Optional.of(preparation);
      return this;
    }

    /**
     * Sets the number of channels. Default: 3.
     *
     * @param channels 3 for red, green and blue; 1 for grey, to which colours are converted
     * @throws IllegalArgumentException if it is another number
     */
    public Builder optChannels(int channels) {
      if (channels != 1 && channels != RgbImage.CHANNELS) {
        throw new IllegalArgumentException(
            "Images of %d channels are not read. Give 3 for colours or 1 for grey."
                .formatted(channels));
      }
      this.channels = channels;
      return this;
    }

    /**
     * Sets the treatment of bad files of an image folder. Default: {@link BadImages#REFUSE}.
     * CIFAR-10 is one download, of which no part is ever skipped.
     */
    public Builder optBadImages(BadImages badImages) {
      this.badImages = Objects.requireNonNull(badImages, "badImages");
      return this;
    }

    /**
     * Sets how many images of each class are read, the first in the order of their names. Default:
     * all.
     *
     * @param limitPerClass how many files to read of each class, at least 1
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder optLimitPerClass(int limitPerClass) {
      if (limitPerClass < 1) {
        throw new IllegalArgumentException(
            "The limit is %d images of each class. Give at least 1.".formatted(limitPerClass));
      }
      this.limitPerClass = limitPerClass;
      return this;
    }

    /**
     * Sets a listener for the progress of reading. Default: none.
     *
     * @param progress is called for each image
     */
    public Builder optProgress(ReadingProgress progress) {
      this.progress = Objects.requireNonNull(progress, "progress");
      return this;
    }

    /** Builds the options. */
    public ReadingOptions build() {
      return new ReadingOptions(this);
    }
  }
}
