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
 * An immutable set of equally sized RGB pictures in memory, each with the label of its class.
 *
 * <p>A picture is {@code (3, height, width)} unsigned bytes: the red plane, then green, then blue.
 * A label is an index into {@link #classes()}. Instances are safe for use by several threads.
 */
public final class LabelledPictures {

  private final String description;
  private final List<String> classes;
  private final PictureSize size;
  private final byte[][] pixels;
  private final int[] labels;
  private final SkippedFiles skipped;

  /** Takes the arrays over without copying them. */
  LabelledPictures(
      String description,
      List<String> classes,
      PictureSize size,
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
   * Makes a set of pictures that an application already has in memory; the arrays are copied.
   *
   * @param description where the pictures come from, for people to read
   * @param classes the names of the classes, all different
   * @param height the height of every picture in pixels
   * @param width the width of every picture in pixels
   * @param pixels for each picture {@code (3, height, width)} unsigned bytes
   * @param labels for each picture an index into {@code classes}
   * @return the set
   * @throws IllegalArgumentException if there is no picture, the lengths do not fit, a label is out
   *     of range or a class name occurs twice
   */
  public static LabelledPictures of(
      String description,
      List<String> classes,
      int height,
      int width,
      List<byte[]> pixels,
      int[] labels) {
    byte[][] copies = pixels.stream().map(byte[]::clone).toArray(byte[][]::new);
    PictureSize size = new PictureSize(height, width);
    return new LabelledPictures(
        description, classes, size, copies, labels.clone(), SkippedFiles.NONE);
  }

  private void check() {
    if (pixels.length == 0) {
      throw new IllegalArgumentException(description + ": holds no picture, give at least one");
    }
    if (pixels.length != labels.length) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %d pictures but %d labels, give one label per picture",
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
                "%s: picture %d has %d bytes, an RGB picture of %s has %d",
                description, i, pixels[i].length, size, size.bytes()));
      }
      if (labels[i] < 0 || labels[i] >= classes.size()) {
        throw new IllegalArgumentException(
            String.format(
                "%s: picture %d has label %d, labels of %d classes are 0 to %d",
                description, i, labels[i], classes.size(), classes.size() - 1));
      }
    }
  }

  /** Where the pictures come from, for example {@code shapes (train), seed 1}. */
  public String description() {
    return description;
  }

  /** The number of pictures, at least 1. */
  public int size() {
    return pixels.length;
  }

  /** The height of every picture in pixels. */
  public int height() {
    return size.height();
  }

  /** The width of every picture in pixels. */
  public int width() {
    return size.width();
  }

  /** The names of the classes; a label is an index into this list. */
  public List<String> classes() {
    return classes;
  }

  /**
   * The label of a picture.
   *
   * @param index 0 to {@code size() - 1}
   * @return an index into {@link #classes()}
   * @throws IndexOutOfBoundsException if there is no such picture
   */
  public int label(int index) {
    return labels[Objects.checkIndex(index, labels.length)];
  }

  /**
   * The pixels of a picture, as a copy.
   *
   * @param index 0 to {@code size() - 1}
   * @return {@code (3, height, width)} unsigned bytes
   * @throws IndexOutOfBoundsException if there is no such picture
   */
  public byte[] pixels(int index) {
    return sharedPixels(index).clone();
  }

  /** The pixels themselves, which nobody may change. */
  byte[] sharedPixels(int index) {
    return pixels[Objects.checkIndex(index, pixels.length)];
  }

  /**
   * Writes the normalised pixels of a picture into an array, as when a batch is put together.
   *
   * @param index 0 to {@code size() - 1}
   * @param normalisation the shift and scale to apply
   * @param target receives {@code (3, height, width)} floats
   * @param offset where in {@code target} to begin
   * @throws IndexOutOfBoundsException if there is no such picture or too little room in the target
   */
  public void copyPixels(int index, Normalisation normalisation, float[] target, int offset) {
    byte[] source = sharedPixels(index);
    Objects.checkFromIndexSize(offset, source.length, target.length);
    normalisation.apply(source, target, offset);
  }

  /**
   * A picture to look at.
   *
   * @param index 0 to {@code size() - 1}
   * @return a new picture of type {@link BufferedImage#TYPE_INT_RGB}
   * @throws IndexOutOfBoundsException if there is no such picture
   */
  public BufferedImage picture(int index) {
    return RgbPixels.toPicture(sharedPixels(index), size);
  }

  /**
   * A part of this set with as many pictures of every class as possible: the first of each class,
   * then the second of each, and so on.
   *
   * @param count how many pictures, 1 to {@link #size()}
   * @return the pictures in the order in which they were taken
   * @throws IllegalArgumentException if {@code count} is out of range
   */
  public LabelledPictures first(int count) {
    if (count < 1 || count > size()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: asked for the first %d of %d pictures, ask for 1 to %d",
              description, count, size(), size()));
    }
    int[] chosen = roundRobin().limit(count).toArray();
    return new LabelledPictures(
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
   * A sum of all pixels, labels and names of classes, by which a resumed training knows its
   * pictures again.
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

  /** How many bad files were left out when the pictures were read. */
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
        "%s: %d pictures of %s in %d classes", description, size(), size, classes.size());
  }
}
