package dev.highorder.source;

import dev.highorder.dataset.image.ImageTarget;
import dev.highorder.image.ImageFile;
import dev.highorder.image.ImageSize;
import dev.highorder.image.Preparation;
import dev.highorder.image.RgbImage;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Settings for reading images from disk: their size, how many, and the treatment of bad ones. */
public final class ReadingOptions {

  private final Optional<ImageSize> size;
  private final Optional<Preparation> preparation;
  private final int channels;
  private final MemoryPolicy memory;
  private final BadImages badImages;
  private final int limitPerClass;
  private final ReadingProgress progress;
  private final Optional<ImageHoldout> holdout;
  private final Optional<Cifar100Labels> cifar100Labels;
  private final Consumer<String> notices;

  private ReadingOptions(Builder builder) {
    size = builder.size;
    preparation = builder.preparation;
    channels = builder.channels;
    memory = builder.memory;
    badImages = builder.badImages;
    limitPerClass = builder.limitPerClass;
    progress = builder.progress;
    holdout = builder.holdout;
    cifar100Labels = builder.cifar100Labels;
    notices = builder.notices;
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

  /** Returns what images are brought to that are to have a size. */
  ImageTarget target(ImageSize read) {
    return new ImageTarget(read, channels, preparation);
  }

  MemoryPolicy memory() {
    return memory;
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

  Optional<ImageHoldout> holdout() {
    return holdout;
  }

  Optional<Cifar100Labels> cifar100Labels() {
    return cifar100Labels;
  }

  Consumer<String> notices() {
    return notices;
  }

  /** A builder of {@link ReadingOptions}. */
  public static final class Builder {

    private Optional<ImageSize> size = Optional.empty();
    private Optional<Preparation> preparation = Optional.empty();
    private int channels = RgbImage.CHANNELS;
    private MemoryPolicy memory = MemoryPolicy.AUTO;
    private BadImages badImages = BadImages.REFUSE;
    private int limitPerClass = Integer.MAX_VALUE;
    private ReadingProgress progress = (done, total) -> {};
    private Optional<ImageHoldout> holdout = Optional.empty();
    private Optional<Cifar100Labels> cifar100Labels = Optional.empty();
    private Consumer<String> notices = LoggerFactory.getLogger(ReadingOptions.class)::warn;

    private Builder() {}

    /**
     * Sets the size that every image must have; another size makes an image bad. Default: the size
     * of the first image.
     *
     * @param height the height in pixels, from 1 to {@link ImageFile#MAX_SIDE}
     * @param width the width in pixels, from 1 to {@link ImageFile#MAX_SIDE}
     * @throws IllegalArgumentException if one is out of range, or their product is above {@link
     *     ImageFile#MAX_PIXELS}
     */
    public Builder optSize(int height, int width) {
      size = Optional.of(possible(new ImageSize(height, width)));
      preparation = Optional.empty();
      return this;
    }

    /**
     * Sets the size that every image is brought to. Default: all have one size already.
     *
     * @param height the height in pixels, from 1 to {@link ImageFile#MAX_SIDE}
     * @param width the width in pixels, from 1 to {@link ImageFile#MAX_SIDE}
     * @param preparation the rules, such as {@link Preparation#crop}; a classifier that is trained
     *     on these images follows the same
     * @throws IllegalArgumentException if a side is out of range, their product is above {@link
     *     ImageFile#MAX_PIXELS}, or the preparation does not fit it
     */
    public Builder optResize(int height, int width, Preparation preparation) {
      ImageSize wanted = possible(new ImageSize(height, width));
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
            "Images of %s channels are not read. Give 3 for colours or 1 for grey."
                .formatted(channels));
      }
      this.channels = channels;
      return this;
    }

    private static ImageSize possible(ImageSize size) {
      if (size.height() > ImageFile.MAX_SIDE
          || size.width() > ImageFile.MAX_SIDE
          || (long) size.height() * size.width() > ImageFile.MAX_PIXELS) {
        throw new IllegalArgumentException(
            "Images of %s pixels are not read. Give at most %s a side and %s in all."
                .formatted(size, ImageFile.MAX_SIDE, ImageFile.MAX_PIXELS));
      }
      return size;
    }

    /**
     * Sets where the decoded images of an image folder are while they are used. Default: {@link
     * MemoryPolicy#AUTO}. Data sets of few large files, such as CIFAR-10, are always in memory.
     */
    public Builder optMemory(MemoryPolicy memory) {
      this.memory = Objects.requireNonNull(memory, "memory");
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
            "The limit is %s images of each class. Give at least 1.".formatted(limitPerClass));
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

    /**
     * Sets the share of each class that becomes the test set, of a directory that holds {@code
     * CLASS/*.png}, or {@code train/CLASS/*.png} and no test set. Default: none is withheld.
     *
     * @param holdout which images are withheld
     */
    public Builder optHoldout(ImageHoldout holdout) {
      this.holdout = Optional.of(holdout);
      return this;
    }

    /**
     * Sets which labels of CIFAR-100 are read. Default: {@link Cifar100Labels#FINE}. Another data
     * set is refused if they are set.
     */
    public Builder optCifar100Labels(Cifar100Labels labels) {
      this.cifar100Labels = Optional.of(labels);
      return this;
    }

    /**
     * Sets a listener for what a user should know about a data set that can be read, such as a
     * class without test images. Default: it is logged as a warning.
     *
     * @param notices receives full sentences
     */
    public Builder optNotices(Consumer<String> notices) {
      this.notices = Objects.requireNonNull(notices, "notices");
      return this;
    }

    /** Builds the options. */
    public ReadingOptions build() {
      return new ReadingOptions(this);
    }
  }
}
