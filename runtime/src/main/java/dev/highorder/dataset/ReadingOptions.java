package dev.highorder.dataset;

import java.util.Objects;
import java.util.Optional;

/** How pictures are read from disk: their size, how many, and what happens to bad ones. */
public final class ReadingOptions {

  private final Optional<PictureSize> size;
  private final boolean scale;
  private final BadPictures badPictures;
  private final int limitPerClass;
  private final ReadingProgress progress;

  private ReadingOptions(Builder builder) {
    size = builder.size;
    scale = builder.scale;
    badPictures = builder.badPictures;
    limitPerClass = builder.limitPerClass;
    progress = builder.progress;
  }

  /** The options of a strict reading: every picture, all of one size, any bad file refused. */
  public static ReadingOptions defaults() {
    return builder().build();
  }

  /** Starts from {@link #defaults()}. */
  public static Builder builder() {
    return new Builder();
  }

  Optional<PictureSize> size() {
    return size;
  }

  boolean scale() {
    return scale;
  }

  BadPictures badPictures() {
    return badPictures;
  }

  int limitPerClass() {
    return limitPerClass;
  }

  ReadingProgress progress() {
    return progress;
  }

  /** Collects {@link ReadingOptions}. */
  public static final class Builder {

    private Optional<PictureSize> size = Optional.empty();
    private boolean scale;
    private BadPictures badPictures = BadPictures.REFUSE;
    private int limitPerClass = Integer.MAX_VALUE;
    private ReadingProgress progress = (done, total) -> {};

    private Builder() {}

    /**
     * Expects every picture to have this size; another size makes a picture bad. Default: the size
     * of the first picture.
     *
     * @param height the height in pixels, at least 1
     * @param width the width in pixels, at least 1
     * @return this builder
     * @throws IllegalArgumentException if one is below 1
     */
    public Builder optSize(int height, int width) {
      size = Optional.of(new PictureSize(height, width));
      scale = false;
      return this;
    }

    /**
     * Scales every picture to this size, bilinearly and without keeping its aspect ratio. Default:
     * no picture is scaled.
     *
     * @param height the height in pixels, at least 1
     * @param width the width in pixels, at least 1
     * @return this builder
     * @throws IllegalArgumentException if one is below 1
     */
    public Builder optScaleTo(int height, int width) {
      size = Optional.of(new PictureSize(height, width));
      scale = true;
      return this;
    }

    /**
     * Says what happens to bad files of an image folder. Default: {@link BadPictures#REFUSE}.
     * CIFAR-10 is one download, of which no part is ever skipped.
     *
     * @param badPictures the policy
     * @return this builder
     */
    public Builder optBadPictures(BadPictures badPictures) {
      this.badPictures = Objects.requireNonNull(badPictures, "badPictures");
      return this;
    }

    /**
     * Reads only the first pictures of each class, in the order of their names. Default: all.
     *
     * @param limitPerClass how many files to read of each class, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder optLimitPerClass(int limitPerClass) {
      if (limitPerClass < 1) {
        throw new IllegalArgumentException(
            "a limit of " + limitPerClass + " pictures per class: give at least 1");
      }
      this.limitPerClass = limitPerClass;
      return this;
    }

    /**
     * Names who hears how far the reading has come. Default: nobody.
     *
     * @param progress is told of each picture
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
