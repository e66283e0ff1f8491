package dev.highorder.source;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.dataset.image.SkippedFiles;
import dev.highorder.image.BadImageException;
import dev.highorder.image.ImageFile;
import dev.highorder.image.ImageSize;
import dev.highorder.image.RgbImage;
import dev.highorder.source.ClassDirectories.LabelledFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A directory that holds {@code train/CLASS/*.png} and {@code test/CLASS/*.png}, a directory per
 * class.
 *
 * <p>The classes are the sorted names of the directories in {@code train}. Names of images end in
 * png, jpg, jpeg, bmp or gif; hidden files are ignored, any other file is a bad one. Links are
 * followed. Images are decoded in parallel, and come in the order of their classes and names.
 *
 * @see ImageFile
 */
public final class ImageFolder implements ImageSource {

  private final Path directory;
  private final ReadingOptions options;

  /**
   * Creates a source; nothing is read yet.
   *
   * @param directory the one that holds {@code train} and {@code test}
   * @param options how to read it
   */
  public ImageFolder(Path directory, ReadingOptions options) {
    this.directory = Objects.requireNonNull(directory, "directory");
    this.options = Objects.requireNonNull(options, "options");
  }

  /**
   * {@inheritDoc}
   *
   * <p>An empty or missing directory is always refused. Bad files are treated as the {@link
   * ReadingOptions} say.
   */
  @Override
  public LabelledImages read(DataSplit split) throws IOException {
    String where = "image folder " + directory.resolve(split.directoryName());
    ClassDirectories folder = ClassDirectories.list(directory, split, options.limitPerClass());
    List<LabelledFile> files = folder.files();
    Optional<ImageSize> size = options.size().or(() -> firstSize(files));
    if (size.isPresent()) {
      HeapBudget.ofThisJvm().check(where, files.size(), size.get());
    }

    byte[][] pixels = new byte[files.size()][];
    String[] faults = new String[files.size()];
    ProgressCounter progress = new ProgressCounter(options.progress(), files.size());
    IntStream.range(0, files.size())
        .parallel()
        .forEach(
            i -> {
              try {
                pixels[i] = pixels(files.get(i), size);
              } catch (BadImageException e) {
                faults[i] = e.getMessage();
              }
              progress.increment();
            });
    return collect(where, folder, size, pixels, faults);
  }

  /** Returns the size of the first image that can be read; none if all are bad. */
  private static Optional<ImageSize> firstSize(List<LabelledFile> files) {
    for (LabelledFile file : files) {
      try {
        BufferedImage image = image(file, Optional.empty());
        return Optional.of(new ImageSize(image.getHeight(), image.getWidth()));
      } catch (BadImageException e) {
        // Reported when all files are read.
      }
    }
    return Optional.empty();
  }

  private byte[] pixels(LabelledFile file, Optional<ImageSize> size) throws BadImageException {
    if (options.scale()) {
      RgbImage image = RgbImage.of(image(file, Optional.empty()));
      return image.scaledTo(size.orElseThrow()).pixels();
    }
    return RgbImage.of(image(file, size)).pixels();
  }

  private static BufferedImage image(LabelledFile file, Optional<ImageSize> size)
      throws BadImageException {
    if (!file.isImage()) {
      throw new BadImageException(
          file.path().toString(),
          "does not have the name of an image (png, jpg, jpeg, bmp, gif). Move it elsewhere.");
    }
    return ImageFile.read(file.path(), size);
  }

  private LabelledImages collect(
      String where,
      ClassDirectories folder,
      Optional<ImageSize> size,
      byte[][] pixels,
      String[] faults)
      throws BadImagesException {
    List<byte[]> good = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    for (int i = 0; i < pixels.length; i++) {
      if (faults[i] == null) {
        good.add(pixels[i]);
        labels.add(folder.files().get(i).label());
      } else {
        bad.add(faults[i]);
      }
    }
    if (!bad.isEmpty() && options.badImages() == BadImages.REFUSE) {
      throw new BadImagesException(
          where, bad, "Repair or delete them, or leave them out (BadImages.SKIP).");
    }
    Set<Integer> left = new HashSet<>(labels);
    for (LabelledFile file : folder.files()) {
      if (!left.contains(file.label())) {
        throw new BadImagesException(
            where,
            bad,
            "No image of the class %s is left. Repair them, or delete the directory of the class."
                .formatted(folder.classes().get(file.label())));
      }
    }
    return LabelledImages.wrap(
        where,
        folder.classes(),
        size.orElseThrow(),
        good.toArray(byte[][]::new),
        labels.stream().mapToInt(Integer::intValue).toArray(),
        SkippedFiles.of(bad));
  }

  @Override
  public String toString() {
    return "image folder " + directory;
  }
}
