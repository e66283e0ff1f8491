package dev.highorder.shapes;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.SeededRandom;
import dev.highorder.dataset.image.ImageStore;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.dataset.image.SkippedFiles;
import dev.highorder.image.ImageSize;
import dev.highorder.image.RgbImage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A data set that needs no download: images of ten shapes, drawn from a seed.
 *
 * <p>The classes are arrow, circle, crescent, cross, heart, hourglass, ring, square, star and
 * triangle, bright on darker ground. Colours, size and position vary, as does the rotation by up to
 * 30 degrees; half of the shapes are partly hidden by a bar or a disc; there is some noise. Image
 * {@code i} shows class {@code i % 10} and depends only on the seed, the split and {@code i}, not
 * on how many are drawn. Training and test images come from random streams that have nothing in
 * common. No display and no fonts are needed.
 */
public final class DrawnShapes {

  /** The height and width of an image unless another is asked for. */
  public static final int DEFAULT_SIZE = 32;

  /** The smallest height and width, below which shapes are hard to recognise. */
  public static final int MIN_SIZE = 16;

  /** The largest height and width. */
  public static final int MAX_SIZE = 1024;

  private static final List<DrawnShape> SHAPES = List.of(DrawnShape.values());

  private final long seed;
  private final int size;

  /**
   * Creates a source of shapes of 32 x 32 pixels.
   *
   * @param seed the same seed gives the same images
   */
  public DrawnShapes(long seed) {
    this(seed, DEFAULT_SIZE);
  }

  /**
   * Creates a source of shapes of any size.
   *
   * @param seed the same seed gives the same images
   * @param size the height and width in pixels, 16 to 1024
   * @throws IllegalArgumentException if {@code size} is out of range
   */
  public DrawnShapes(long seed, int size) {
    if (size < MIN_SIZE || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "The size is %s pixels. Give %s, below which shapes are hard to recognise, to %s."
              .formatted(size, MIN_SIZE, MAX_SIZE));
    }
    this.seed = seed;
    this.size = size;
  }

  /** Returns the names of the ten classes, sorted. */
  public static List<String> classes() {
    return SHAPES.stream().map(DrawnShape::className).toList();
  }

  /**
   * Draws images, on all cores.
   *
   * @param split the training set or the test set, which have no image in common
   * @param count how many, at least 1; a multiple of 10 has equally many of each class
   * @return the images, of {@code (3, size, size)} bytes
   * @throws IllegalArgumentException if {@code count} is below 1
   * @throws IllegalStateException if the environment names a display that cannot be reached
   */
  public LabelledImages draw(DataSplit split, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "%s images cannot be drawn. Ask for at least 1.".formatted(count));
    }
    byte[][] pixels = new byte[count][];
    IntStream.range(0, count).parallel().forEach(i -> pixels[i] = drawOne(split, i));
    return LabelledImages.wrap(
        "shapes (" + split.directoryName() + "), seed " + seed,
        classes(),
        ImageStore.of(new ImageSize(size, size), RgbImage.CHANNELS, pixels),
        IntStream.range(0, count).map(DrawnShapes::label).toArray(),
        SkippedFiles.NONE);
  }

  private byte[] drawOne(DataSplit split, int index) {
    // Even numbers for one split, odd ones for the other: none is shared.
    long number = 2L * index + (split == DataSplit.TRAIN ? 0 : 1);
    ShapePainter painter = new ShapePainter(size, SeededRandom.of(seed, number));
    return painter.paint(SHAPES.get(label(index)));
  }

  private static int label(int index) {
    return index % SHAPES.size();
  }
}
