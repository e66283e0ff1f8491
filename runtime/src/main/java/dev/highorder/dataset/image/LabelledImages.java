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
import dev.highorder.storage.Sha256;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * An immutable set of images in memory, each with the label of its class.
 *
 * <p>An image is {@code (channels, height, width)} unsigned bytes: the red plane, then green, then
 * blue; or one grey plane. All have the size and the channels that a network is to read. Instances
 * are safe for use by several threads.
 */
public final class LabelledImages implements ExampleSet {

  private final String description;
  private final List<String> classes;
  private final ImageStore store;
  private final int[] labels;
  private final SkippedFiles skipped;

  private LabelledImages(
      String description,
      List<String> classes,
      ImageStore store,
      int[] labels,
      SkippedFiles skipped) {
    this.description = Objects.requireNonNull(description, "description");
    this.classes = List.copyOf(classes);
    this.store = store;
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
    return new LabelledImages(description, classes, store, labels, skipped);
  }

  private void check() {
    if (store.count() == 0) {
      throw bad("there is no image. Give at least one.");
    }
    if (store.count() != labels.length) {
      throw bad(
          "there are %d images but %d labels. Give one label for each image."
              .formatted(store.count(), labels.length));
    }
    if (new HashSet<>(classes).size() != classes.size()) {
      throw bad("a class name occurs twice in %s. Name each class once.".formatted(classes));
    }
    for (int i = 0; i < store.count(); i++) {
      if (store.fault(i).isPresent()) {
        throw bad(store.fault(i).get());
      }
      if (labels[i] < 0 || labels[i] >= classes.size()) {
        throw bad(
            "image %d has the label %d. Labels of %d classes are 0 to %d."
                .formatted(i, labels[i], classes.size(), classes.size() - 1));
      }
    }
  }

  private IllegalArgumentException bad(String fault) {
    return new IllegalArgumentException(description + ": " + fault);
  }

  @Override
  public String description() {
    return description;
  }

  /** Returns the number of images, at least 1. */
  @Override
  public int size() {
    return store.count();
  }

  /** Returns the height of every image in pixels. */
  public int height() {
    return store.size().height();
  }

  /** Returns the width of every image in pixels. */
  public int width() {
    return store.size().width();
  }

  ImageSize imageSize() {
    return store.size();
  }

  /** Returns the number of channels: 3, or 1 for grey. */
  public int channels() {
    return store.channels();
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
   */
  public byte[] pixels(int index) {
    RgbImage image = shared(index);
    return channels() == 1 ? image.firstPlane() : image.pixels().clone();
  }

  /** Returns an image whose pixels may be those of this set. Grey ones have three equal planes. */
  RgbImage shared(int index) {
    return store.cut(index);
  }

  /** Returns an image before it was cut to the size that a network reads. */
  RgbImage whole(int index) {
    return store.whole(index);
  }

  /**
   * Returns an image to look at.
   *
   * @param index 0 to {@code size() - 1}
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public BufferedImage image(int index) {
    return shared(index).toBufferedImage();
  }

  /** Returns the normalisation that gives the pixels of this set mean 0 and variance 1. */
  public Normalisation normalisation() {
    return store.normalisation();
  }

  /** Returns the format of images of this size and preparation under a normalisation. */
  public ImageFormat format(Normalisation normalisation) {
    return new ImageFormat(
        channels(),
        height(),
        width(),
        normalisation,
        store.preparation().orElseGet(Preparation::stretch));
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
              .formatted(description, format.kind()));
    }
    requireSame("image size is", store.size(), image.size());
    requireSame("number of channels is", channels(), image.channels());
    if (store.preparation().isPresent()) {
      requireSame("preparation is", store.preparation().get(), image.preparation());
    }
    return new ImageEncoder(this, image.normalisation(), augmentation, seed);
  }

  private void requireSame(String what, Object given, Object read) {
    if (!given.equals(read)) {
      throw bad(
          "the %s %s, but the network reads %s. Read the images in that way."
              .formatted(what, given, read));
    }
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
          "there are no first %d of %d images. Ask for 1 to %d.".formatted(count, size(), size()));
    }
    int[] chosen = roundRobin().limit(count).toArray();
    return new LabelledImages(
        "%s, first %d".formatted(description, count),
        classes,
        store.select(chosen),
        IntStream.of(chosen).map(i -> labels[i]).toArray(),
        skipped);
  }

  /** Returns the indices of the first of each class, then of the second of each, and so on. */
  IntStream roundRobin() {
    return RoundRobin.of(labels, classes.size());
  }

  /** Returns the same images in grey. */
  public LabelledImages grey() {
    return wrap(description, classes, store.grey(), labels, skipped);
  }

  @Override
  public String sha256() {
    MessageDigest digest = Sha256.digest();
    digest.update(String.join("\n", classes).getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < size(); i++) {
      store.update(digest, i, labels[i]);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns the bad files that were left out when the images were read. */
  public SkippedFiles skipped() {
    return skipped;
  }

  @Override
  public String toString() {
    return "%s: %d images of %s in %d classes"
        .formatted(description, size(), store.size(), classes.size());
  }
}
