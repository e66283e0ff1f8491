package dev.highorder.dataset.image;

import dev.highorder.image.ImageSize;
import dev.highorder.image.RgbImage;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** Images in memory: one byte for each pixel and channel. */
public final class ImageStore extends ImagePixels {

  private final ImageTarget target;
  private final byte[][] pixels;
  private final ImageSize[] sizes;

  private ImageStore(ImageTarget target, byte[][] pixels, ImageSize[] sizes) {
    this.target = target;
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
    return new ImageStore(new ImageTarget(size, channels, Optional.empty()), pixels, sizes);
  }

  /** The images of a store, which several threads may put into it. */
  public static final class Builder {

    private final ImageStore store;

    /**
     * Creates a builder.
     *
     * @param count the number of images
     */
    public Builder(ImageTarget target, int count) {
      store = new ImageStore(target, new byte[count][], new ImageSize[count]);
    }

    /** Puts an image, as {@link ImageTarget#keep} returned it. */
    public void put(int index, RgbImage kept) {
      ImageSize size = store.size();
      store.sizes[index] = kept.size().equals(size) ? size : kept.size();
      store.pixels[index] = store.channels() == 1 ? kept.firstPlane() : kept.pixels();
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

  @Override
  ImageStore select(int... chosen) {
    return new ImageStore(
        target,
        IntStream.of(chosen).mapToObj(i -> pixels[i]).toArray(byte[][]::new),
        IntStream.of(chosen).mapToObj(i -> sizes[i]).toArray(ImageSize[]::new));
  }

  @Override
  int count() {
    return pixels.length;
  }

  @Override
  ImageTarget target() {
    return target;
  }

  /** Returns a sentence about the first image with another number of bytes than its size needs. */
  Optional<String> fault() {
    return IntStream.range(0, count())
        .filter(i -> pixels[i].length != bytes(i))
        .mapToObj(
            i ->
                "image %s has %s bytes, not the %s of %s channels of %s. Give images of one size."
                    .formatted(i, pixels[i].length, bytes(i), channels(), sizes[i]))
        .findFirst();
  }

  private long bytes(int index) {
    return (long) channels() * sizes[index].height() * sizes[index].width();
  }

  @Override
  RgbImage whole(int index) {
    Objects.checkIndex(index, pixels.length);
    return channels() == 1
        ? RgbImage.ofGrey(pixels[index], sizes[index])
        : new RgbImage(pixels[index], sizes[index]);
  }

  @Override
  ImageStore grey() {
    byte[][] planes =
        IntStream.range(0, count())
            .mapToObj(i -> whole(i).grey().firstPlane())
            .toArray(byte[][]::new);
    return new ImageStore(target.grey(), planes, sizes);
  }

  @Override
  Optional<ImageMeasurements> measured() {
    return Optional.empty();
  }
}
