package dev.highorder.dataset;

import java.util.Objects;
import java.util.Optional;

/** How images are read from disk: their size, how many, and what happens to bad ones. */
public final class ReadingOptions {

  private final Optional<ImageSize> size;
  private final boolean scale;
  private final BadImages badImages;
  private final int limitPerClass;
  private final ReadingProgress progress;

  private ReadingOptions(Builder builder) {
    size = builder.size;
    scale = builder.scale;
    badImages = builder.badImages;
    limitPerClass = builder.limitPerClass;
    progress = builder.progress;
  }

  /** The options of a strict reading: every image, all of one size, any bad file refused. */
  public static ReadingOptions defaults() {
    return builder().build();
  }

  /** Starts from {@link #defaults()}. */
  public static Builder builder() {
    return new Builder();
  }

  Optional<ImageSize> size() {
    return size;
  }

  boolean scale() {
    return scale;
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

  /** Collects {@link ReadingOptions}. */
  public static final class Builder {

    private Optional<ImageSize> size = Optional.empty();
    private boolean scale;
    private BadImages badImages = BadImages.REFUSE;
    private int limitPerClass = Integer.MAX_VALUE;
    private ReadingProgress progress = (done, total) -> {};

    private Builder() {}

    /**
     * Expects every image to have this size; another size makes an image bad. Default: the size of
     * the first image.
     *
     * @param height the height in pixels, at least 1
     * @param width the width in pixels, at least 1
     * @return this builder
     * @throws IllegalArgumentException if one is below 1
     */
    public Builder optSize(int height, int width) {
      size = Optional.of(new ImageSize(height, width));
      scale = false;
      return this;
    }

    /**
     * Scales every image to this size, bilinearly and without keeping its aspect ratio. Default: no
     * image is scaled.
     *
     * @param height the height in pixels, at least 1
     * @param width the width in pixels, at least 1
     * @return this builder
     * @throws IllegalArgumentException if one is below 1
     */
    public Builder optScaleTo(int height, int width) {
      size = Optional.of(new ImageSize(height, width));
      scale = true;
      return this;
    }

    /**
     * Says what happens to bad files of an image folder. Default: {@link BadImages#REFUSE}.
     * CIFAR-10 is one download, of which no part is ever skipped.
     *
     * @param badImages the policy
     * @return this builder
     */
    public Builder optBadImages(BadImages badImages) {
      this.badImages = Objects.requireNonNull(badImages, "badImages");
      return this;
    }

    /**
     * Reads only the first images of each class, in the order of their names. Default: all.
     *
     * @param limitPerClass how many files to read of each class, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder optLimitPerClass(int limitPerClass) {
      if (limitPerClass < 1) {
        throw new IllegalArgumentException(
            "a limit of " + limitPerClass + " images per class: give at least 1");
      }
      this.limitPerClass = limitPerClass;
      return this;
    }

    /**
     * Names who hears how far the reading has come. Default: nobody.
     *
     * @param progress is told of each image
     * @return this builder
     */
    public Builder optProgress(ReadingProgress progress) {
      this.progress = Objects.requireNonNull(progress, "progress");
      return this;
    }

    /** The options as they stand. */
    public ReadingOptions build() {
      return new ReadingOptions(this);
    }
  }
}
