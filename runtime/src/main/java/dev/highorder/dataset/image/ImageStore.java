package dev.highorder.dataset.image;

import dev.highorder.image.ImageSize;
import dev.highorder.image.LevelHistogram;
import dev.highorder.image.Normalisation;
import dev.highorder.image.Preparation;
import dev.highorder.image.RgbImage;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The pixels of a set of images in memory, in the size and the channels that a network reads.
 *
 * <p>Where images are cut, the whole of each is kept after scaling, so that a training can take
 * random windows from all of it. One byte is kept for each pixel and channel.
 */
public final class ImageStore {

  /** Photographs are rarely longer; what is longer needs more memory than was planned. */
  private static final int PLANNED_LENGTH = 4;

  private static final int PLANNED_WIDTH = 3;

  private final ImageSize size;
  private final int channels;
  private final Optional<Preparation> preparation;
  private final byte[][] pixels;
  private final ImageSize[] sizes;

  private ImageStore(
      ImageSize size,
      int channels,
      Optional<Preparation> preparation,
      byte[][] pixels,
      ImageSize[] sizes) {
    this.size = size;
    this.channels = channels;
    this.preparation = preparation;
    this.pixels = pixels;
    this.sizes = sizes;
  }

  /**
   * Creates a store without copying the arrays, which must not change later.
   *
   * @param size the height and width of every image
   * @param channels 3, or 1 for grey
   * @param pixels for each image {@code (channels, height, width)} unsigned bytes; their number is
   *     checked by {@link LabelledImages}
   */
  public static ImageStore of(ImageSize size, int channels, byte[][] pixels) {
    ImageSize[] sizes = new ImageSize[pixels.length];
    Arrays.fill(sizes, size);
    return new ImageStore(size, channels, Optional.empty(), pixels, sizes);
  }

  /**
   * Returns the memory that an image is likely to need, in bytes.
   *
   * @param size the height and width that the network reads
   * @param channels 3, or 1 for grey
   * @param preparation the rules by which images are scaled; empty if they have that size
   */
  public static long plannedBytes(ImageSize size, int channels, Optional<Preparation> preparation) {
    long side = preparation.map(Preparation::shortSide).orElse(0);
    long kept =
        side > 0
            ? side * (side * PLANNED_LENGTH / PLANNED_WIDTH)
            : (long) size.height() * size.width();
    return channels * kept;
  }

  /** The images of a store, which several threads may put into it. */
  public static final class Builder {

    private final ImageStore store;

    /**
     * Creates a builder.
     *
     * @param size the height and width that the network reads
     * @param channels 3, or 1: colours are converted to grey
     * @param preparation the rules by which images are brought to that size; empty if they have it
     * @param count the number of images
     */
    public Builder(ImageSize size, int channels, Optional<Preparation> preparation, int count) {
      preparation.ifPresent(rules -> rules.requireRoomFor(size));
      store = new ImageStore(size, channels, preparation, new byte[count][], new ImageSize[count]);
    }

    /** Converts and scales an image, and keeps it. */
    public void put(int index, RgbImage image) {
      RgbImage coloured = store.channels == 1 ? image.grey() : image;
      RgbImage scaled =
          store.preparation.map(rules -> rules.scale(coloured, store.size)).orElse(coloured);
      store.sizes[index] = scaled.size().equals(store.size) ? store.size : scaled.size();
      store.pixels[index] = store.channels == 1 ? scaled.firstPlane() : scaled.pixels();
    }

    /**
     * Returns some of the images.
     *
     * @param chosen the indices of images that were put, in the order that they are to have
     */
    public ImageStore build(int... chosen) {
      return store.select(chosen);
    }
  }

  /** Returns some of the images in another order. */
  ImageStore select(int... chosen) {
    return new ImageStore(
        size,
        channels,
        preparation,
        IntStream.of(chosen).mapToObj(i -> pixels[i]).toArray(byte[][]::new),
        IntStream.of(chosen).mapToObj(i -> sizes[i]).toArray(ImageSize[]::new));
  }

  int count() {
    return pixels.length;
  }

  ImageSize size() {
    return size;
  }

  int channels() {
    return channels;
  }

  Optional<Preparation> preparation() {
    return preparation;
  }

  /** Returns a sentence about an image that has another number of bytes than its size needs. */
  Optional<String> fault(int index) {
    long needed = (long) channels * sizes[index].height() * sizes[index].width();
    return pixels[index].length == needed
        ? Optional.empty()
        : Optional.of(
            "image %d has %d bytes, not the %d of %d channels of %s. Give images of one size."
                .formatted(index, pixels[index].length, needed, channels, sizes[index]));
  }

  /** Returns an image as it is kept: scaled, but not cut. */
  RgbImage whole(int index) {
    Objects.checkIndex(index, pixels.length);
    return channels == 1
        ? RgbImage.ofGrey(pixels[index], sizes[index])
        : new RgbImage(pixels[index], sizes[index]);
  }

  /** Returns an image as a network reads it. */
  RgbImage cut(int index) {
    RgbImage whole = whole(index);
    return preparation.map(rules -> rules.cut(whole, size)).orElse(whole);
  }

  /**
   * Returns the normalisation that gives the pixels, as a network reads them, mean 0, variance 1.
   */
  Normalisation normalisation() {
    LevelHistogram histogram = new LevelHistogram();
    for (int i = 0; i < count(); i++) {
      histogram.add(cut(i));
    }
    Normalisation colours = histogram.normalisation();
    return channels == colours.channels()
        ? colours
        : new Normalisation(colours.mean().subList(0, 1), colours.std().subList(0, 1));
  }

  /** Returns the same images in grey. */
  ImageStore grey() {
    byte[][] planes =
        IntStream.range(0, count())
            .mapToObj(i -> whole(i).grey().firstPlane())
            .toArray(byte[][]::new);
    return new ImageStore(size, 1, preparation, planes, sizes);
  }

  /** Adds an image and its label to a checksum. */
  void update(MessageDigest digest, int index, int label) {
    ByteBuffer head = ByteBuffer.allocate(3 * Integer.BYTES);
    head.putInt(sizes[index].height()).putInt(sizes[index].width()).putInt(label);
    digest.update(head.array());
    digest.update(pixels[index]);
  }
}
