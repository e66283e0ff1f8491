package dev.highorder.dataset;

import dev.highorder.storage.Sha256;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * An immutable set of equally sized RGB images in memory, each with the label of its class.
 *
 * <p>An image is {@code (3, height, width)} unsigned bytes: the red plane, then green, then blue. A
 * label is an index into {@link #classes()}. Instances are safe for use by several threads.
 */
public final class LabelledImages {

  private final String description;
  private final List<String> classes;
  private final ImageSize size;
  private final byte[][] pixels;
  private final int[] labels;
  private final SkippedFiles skipped;

  /** Takes the arrays over without copying them. */
  LabelledImages(
      String description,
      List<String> classes,
      ImageSize size,
      byte[][] pixels,
      int[] labels,
      SkippedFiles skipped) {
    this.description = Objects.requireNonNull(description, "description");
    this.classes = List.copyOf(classes);
    this.size = size;
    this.pixels = pixels;
    this.labels = labels;
    this.skipped = skipped;
    check();
  }

  /**
   * Makes a set of images that an application already has in memory; the arrays are copied.
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
    ImageSize size = new ImageSize(height, width);
    return new LabelledImages(
        description, classes, size, copies, labels.clone(), SkippedFiles.NONE);
  }

  private void check() {
    if (pixels.length == 0) {
      throw new IllegalArgumentException(description + ": holds no image, give at least one");
    }
    if (pixels.length != labels.length) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %d images but %d labels, give one label per image",
              description, pixels.length, labels.length));
    }
    if (new HashSet<>(classes).size() != classes.size()) {
      throw new IllegalArgumentException(
          description + ": a class name occurs twice in " + classes + ", name each class once");
    }
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i].length != size.bytes()) {
        throw new IllegalArgumentException(
            String.format(
                "%s: image %d has %d bytes, an RGB image of %s has %d",
                description, i, pixels[i].length, size, size.bytes()));
      }
      if (labels[i] < 0 || labels[i] >= classes.size()) {
        throw new IllegalArgumentException(
            String.format(
                "%s: image %d has label %d, labels of %d classes are 0 to %d",
                description, i, labels[i], classes.size(), classes.size() - 1));
      }
    }
  }

  /** Where the images come from, for example {@code shapes (train), seed 1}. */
  public String description() {
    return description;
  }

  /** The number of images, at least 1. */
  public int size() {
    return pixels.length;
  }

  /** The height of every image in pixels. */
  public int height() {
    return size.height();
  }

  /** The width of every image in pixels. */
  public int width() {
    return size.width();
  }

  /** The names of the classes; a label is an index into this list. */
  public List<String> classes() {
    return classes;
  }

  /**
   * The label of an image.
   *
   * @param index 0 to {@code size() - 1}
   * @return an index into {@link #classes()}
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public int label(int index) {
    return labels[Objects.checkIndex(index, labels.length)];
  }

  /**
   * The pixels of an image, as a copy.
   *
   * @param index 0 to {@code size() - 1}
   * @return {@code (3, height, width)} unsigned bytes
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public byte[] pixels(int index) {
    return sharedPixels(index).clone();
  }

  /** The pixels themselves, which nobody may change. */
  byte[] sharedPixels(int index) {
    return pixels[Objects.checkIndex(index, pixels.length)];
  }

  /**
   * Writes the normalised pixels of an image into an array, as when a batch is put together.
   *
   * @param index 0 to {@code size() - 1}
   * @param normalisation the shift and scale to apply
   * @param target receives {@code (3, height, width)} floats
   * @param offset where in {@code target} to begin
   * @throws IndexOutOfBoundsException if there is no such image or too little room in the target
   */
  public void copyPixels(int index, Normalisation normalisation, float[] target, int offset) {
    byte[] source = sharedPixels(index);
    Objects.checkFromIndexSize(offset, source.length, target.length);
    normalisation.apply(source, target, offset);
  }

  /**
   * An image to look at.
   *
   * @param index 0 to {@code size() - 1}
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public BufferedImage image(int index) {
    return RgbPixels.toImage(sharedPixels(index), size);
  }

  /**
   * A part of this set with as many images of every class as possible: the first of each class,
   * then the second of each, and so on.
   *
   * @param count how many images, 1 to {@link #size()}
   * @return the images in the order in which they were taken
   * @throws IllegalArgumentException if {@code count} is out of range
   */
  public LabelledImages first(int count) {
    if (count < 1 || count > size()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: asked for the first %d of %d images, ask for 1 to %d",
              description, count, size(), size()));
    }
    int[] chosen = roundRobin().limit(count).toArray();
    return new LabelledImages(
        description + ", first " + count,
        classes,
        size,
        IntStream.of(chosen).mapToObj(i -> pixels[i]).toArray(byte[][]::new),
        IntStream.of(chosen).map(i -> labels[i]).toArray(),
        skipped);
  }

  /** The indices of the first of each class, then of the second of each, and so on. */
  IntStream roundRobin() {
    List<List<Integer>> byRank = new ArrayList<>();
    int[] seen = new int[classes.size()];
    for (int i = 0; i < labels.length; i++) {
      int rank = seen[labels[i]]++;
      if (rank == byRank.size()) {
        byRank.add(new ArrayList<>());
      }
      byRank.get(rank).add(i);
    }
    return byRank.stream()
        .flatMapToInt(
            sameRank ->
                sameRank.stream()
                    .sorted((i, j) -> Integer.compare(labels[i], labels[j]))
                    .mapToInt(Integer::intValue));
  }

  /**
   * A sum of all pixels, labels and names of classes, by which a resumed training knows its images
   * again.
   *
   * @return the SHA-256, in lower-case hexadecimal
   */
  public String sha256() {
    MessageDigest digest = Sha256.digest();
    digest.update(String.join("\n", classes).getBytes(StandardCharsets.UTF_8));
    ByteBuffer head = ByteBuffer.allocate(3 * Integer.BYTES);
    for (int i = 0; i < pixels.length; i++) {
      head.clear().putInt(size.height()).putInt(size.width()).putInt(labels[i]);
      digest.update(head.array());
      digest.update(pixels[i]);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** How many bad files were left out when the images were read. */
  public int skipped() {
    return skipped.count();
  }

  /** The first ten files that were left out, each with what is wrong with it. */
  public List<String> skippedFiles() {
    return skipped.named();
  }

  @Override
  public String toString() {
    return String.format(
        "%s: %d images of %s in %d classes", description, size(), size, classes.size());
  }
}
