package dev.highorder.dataset.image;

import dev.highorder.image.RgbImage;
import java.util.List;

/**
 * A builder of a {@link LabelledImages} whose images are read whenever one is needed. Each image is
 * shown to it once, so that the set's checksum and normalisation are known; none is kept.
 */
public final class StreamedImages {

  private final String description;
  private final List<String> classes;
  private final StreamedPixels.Meter meter;

  /**
   * Creates a builder.
   *
   * @param description where the images come from, for people to read
   * @param classes the names of the classes, all different
   * @param target what the images are brought to
   */
  public StreamedImages(String description, List<String> classes, ImageTarget target) {
    this.description = description;
    this.classes = List.copyOf(classes);
    meter = new StreamedPixels.Meter(target, this.classes);
  }

  /**
   * Adds an image to the end of the set.
   *
   * @param number the number by which it will be read again
   * @param image the image as it will be read, and as {@link ImageTarget#keep} returns it
   * @param label an index into the classes
   */
  public void add(int number, RgbImage image, int label) {
    meter.add(number, image, label);
  }

  /**
   * Returns the set.
   *
   * @param reader reads the images again, from any number of threads
   * @param skipped the files that were left out
   * @throws IllegalArgumentException as {@link LabelledImages#of}
   */
  public LabelledImages build(ImageReader reader, SkippedFiles skipped) {
    return new LabelledImages(description, classes, meter.pixels(reader), meter.labels(), skipped);
  }
}
