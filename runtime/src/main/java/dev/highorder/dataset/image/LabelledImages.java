package dev.highorder.dataset.image;

import dev.highorder.augmentation.Augmentation;
import dev.highorder.dataset.ExampleEncoder;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.image.ImageSize;
import dev.highorder.image.Normalisation;
import dev.highorder.image.Preparation;
import dev.highorder.image.RgbImage;
import dev.highorder.input.ImageFormat;
import dev.highorder.input.InputFormat;
import dev.highorder.text.ForeignText;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An immutable set of images, each with the label of its class. The images are in memory, or are
 * read whenever one is needed ({@link StreamedImages}); nothing else differs.
 *
 * <p>An image is {@code (channels, height, width)} unsigned bytes: the red plane, then green, then
 * blue; or one grey plane. All have the size and the channels that a network is to read. Instances
 * are safe for use by several threads.
 */
public final class LabelledImages implements ExampleSet {

  private final String description;
  private final List<String> classes;
  private final ImagePixels pixels;
  private final int[] labels;
  private final SkippedFiles skipped;

  LabelledImages(
      String description,
      List<String> classes,
      ImagePixels pixels,
      int[] labels,
      SkippedFiles skipped) {
    this.description = Objects.requireNonNull(description, "description");
    this.classes = List.copyOf(classes);
    this.pixels = pixels;
    this.labels = labels;
    this.skipped = skipped;
    check();
  }

  /**
   * Creates a set of RGB images that an application already has in memory; the arrays are copied.
   *
   * @param description where the images come from, for people to read
   * @param classes the names of the classes, all different
   * @param height the height of every image in pixels
   * @param width the width of every image in pixels
   * @param pixels for each image {@code (3, height, width)} unsigned bytes
   * @param labels for each image an index into {@code classes}
   * @return the set
   * @throws IllegalArgumentException if there is no image, the lengths do not fit, a label is out
   *     of range or a class name occurs twice
   */
  public static LabelledImages of(
      String description,
      List<String> classes,
      int height,
      int width,
      List<byte[]> pixels,
      int[] labels) {
    byte[][] copies = pixels.stream().map(byte[]::clone).toArray(byte[][]::new);
    return wrap(
        description,
        classes,
        ImageStore.of(new ImageSize(height, width), RgbImage.CHANNELS, copies),
        labels.clone(),
        SkippedFiles.NONE);
  }

  /**
   * Creates a set as {@link #of} does, but without copying the arrays, which must not change later.
   *
   * @param store the images
   * @param skipped the files that were left out
   */
  public static LabelledImages wrap(
      String description,
      List<String> classes,
      ImageStore store,
      int[] labels,
      SkippedFiles skipped) {
    Optional<String> fault = store.fault();
    if (fault.isPresent()) {
      throw bad(description, fault.get());
    }
    return new LabelledImages(description, classes, store, labels, skipped);
  }

  private void check() {
    if (size() == 0) {
      throw bad("there is no image. Give at least one.");
    }
    if (size() != labels.length) {
      throw bad(
          "there are %s images but %s labels. Give one label for each image."
              .formatted(size(), labels.length));
    }
    if (new HashSet<>(classes).size() != classes.size()) {
      throw bad(
          "a class name occurs twice in %s. Name each class once."
              .formatted(ForeignText.show(classes)));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes.size()) {
        throw bad(
            "image %s has the label %s. Labels of %s classes are 0 to %s."
                .formatted(i, labels[i], classes.size(), classes.size() - 1));
      }
    }
  }

  private IllegalArgumentException bad(String fault) {
    return bad(description, fault);
  }

  private static IllegalArgumentException bad(String description, String fault) {
    return new IllegalArgumentException(ForeignText.show(description) + ": " + fault);
  }

  @Override
  public String description() {
    return description;
  }

  /** Returns the number of images, at least 1. */
  @Override
  public int size() {
    return pixels.count();
  }

  /** Returns the height of every image in pixels. */
  public int height() {
    return pixels.size().height();
  }

  /** Returns the width of every image in pixels. */
  public int width() {
    return pixels.size().width();
  }

  ImageSize imageSize() {
    return pixels.size();
  }

  /** Returns the number of channels: 3, or 1 for grey. */
  public int channels() {
    return pixels.channels();
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public int label(int index) {
    return labels[Objects.checkIndex(index, labels.length)];
  }

  /**
   * Returns the pixels of an image, as a copy.
   *
   * @param index 0 to {@code size() - 1}
   * @return {@code (channels, height, width)} unsigned bytes
   * @throws IndexOutOfBoundsException if there is no such image
   * @throws dev.highorder.dataset.UnreadableExampleException if it has to be read and cannot be
   */
  public byte[] pixels(int index) {
    RgbImage image = shared(index);
    return channels() == 1 ? image.firstPlane() : image.pixels().clone();
  }

  /** Returns an image whose pixels may be those of this set. Grey ones have three equal planes. */
  RgbImage shared(int index) {
    return pixels.cut(index);
  }

  /** Returns an image before it was cut to the size that a network reads. */
  RgbImage whole(int index) {
    return pixels.whole(index);
  }

  /**
   * Returns an image to look at.
   *
   * @param index 0 to {@code size() - 1}
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}
   * @throws IndexOutOfBoundsException if there is no such image
   * @throws dev.highorder.dataset.UnreadableExampleException if it has to be read and cannot be
   */
  public BufferedImage image(int index) {
    return shared(index).toBufferedImage();
  }

  /** Returns the normalisation that gives the pixels of this set mean 0 and variance 1. */
  public Normalisation normalisation() {
    return pixels
        .measured()
        .map(ImageMeasurements::normalisation)
        .orElseGet(() -> ImageMeasurements.normalisation(this));
  }

  /** Returns the format of images of this size and preparation under a normalisation. */
  public ImageFormat format(Normalisation normalisation) {
    return new ImageFormat(
        channels(),
        height(),
        width(),
        normalisation,
        pixels.target().preparation().orElseGet(Preparation::stretch));
  }

  /** Returns the format of this size and the normalisation of this set. */
  @Override
  public ImageFormat measuredFormat() {
    return format(normalisation());
  }

  @Override
  public ExampleEncoder encoder(InputFormat format) {
    return encoder(format, List.of(), 0);
  }

  @Override
  public ExampleEncoder encoder(InputFormat format, List<Augmentation> augmentation, long seed) {
    if (!(format instanceof ImageFormat image)) {
      throw new IllegalArgumentException(
          "%s: these examples are images, but the network reads examples of the kind %s. Give it a set of that kind."
              .formatted(ForeignText.show(description), ForeignText.show(format.kind())));
    }
    pixels
        .target()
        .differenceFrom(image)
        .ifPresent(
            difference -> {
              throw bad(difference);
            });
    return new ImageEncoder(this, image.normalisation(), augmentation, seed);
  }

  /**
   * Returns a part of this set with as many images of every class as possible: the first of each
   * class, then the second of each, and so on.
   *
   * @param count how many images, 1 to {@link #size()}
   * @return the images in the order in which they were taken
   * @throws IllegalArgumentException if {@code count} is out of range
   */
  public LabelledImages first(int count) {
    if (count < 1 || count > size()) {
      throw bad(
          "there are no first %s of %s images. Ask for 1 to %s.".formatted(count, size(), size()));
    }
    int[] chosen = roundRobin().limit(count).toArray();
    return new LabelledImages(
        "%s, first %s".formatted(description, count),
        classes,
        pixels.select(chosen),
        IntStream.of(chosen).map(i -> labels[i]).toArray(),
        skipped);
  }

  /** Returns the indices of the first of each class, then of the second of each, and so on. */
  IntStream roundRobin() {
    return RoundRobin.of(labels, classes.size());
  }

  /** Returns the same images in grey. */
  public LabelledImages grey() {
    return new LabelledImages(description, classes, pixels.grey(), labels, skipped);
  }

  @Override
  public String sha256() {
    return pixels
        .measured()
        .map(ImageMeasurements::sha256)
        .orElseGet(() -> ImageMeasurements.sha256(this));
  }

  /** Returns the bad files that were left out when the images were read. */
  public SkippedFiles skipped() {
    return skipped;
  }

  @Override
  public String toString() {
    return "%s: %s images of %s in %s classes"
        .formatted(ForeignText.show(description), size(), pixels.size(), classes.size());
  }
}
