package dev.highorder.source;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.dataset.image.SkippedFiles;
import dev.highorder.image.BadImageException;
import dev.highorder.image.BadImageException.Kind;
import dev.highorder.image.ImageFile;
import dev.highorder.image.ImageSize;
import dev.highorder.image.RgbImage;
import dev.highorder.source.ClassDirectories.LabelledFile;
import dev.highorder.source.DataSetException.Cure;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A directory that holds {@code train/CLASS/*.png} and {@code test/CLASS/*.png}, a directory per
 * class.
 *
 * <p>The classes are the sorted names of the directories in {@code train}. Names of images end in
 * png, jpg, jpeg, bmp or gif; what file managers leave is passed over ({@link
 * FolderEntries#isLeftover}), any other file is a bad one. A folder of images inside a class is
 * always refused. Links are followed. Images are decoded in parallel, and come in the order of
 * their classes and names.
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
   * ReadingOptions} say. If memory runs out, or Java cannot decode images here, the reading ends
   * with a {@link BadImageException}, and no file is taken for a bad one.
   */
  @Override
  public LabelledImages read(DataSplit split) throws IOException {
    String where = "image folder " + FileNames.text(directory.resolve(split.directoryName()));
    ClassDirectories folder = ClassDirectories.list(directory, split, options.limitPerClass());
    List<LabelledFile> files = folder.files();
    Optional<ImageSize> size = options.size().isPresent() ? options.size() : firstSize(files);
    if (size.isPresent()) {
      HeapBudget.ofThisJvm().check(where, files.size(), size.get());
    }

    byte[][] pixels = new byte[files.size()][];
    BadImageException[] faults = new BadImageException[files.size()];
    AtomicReference<BadImageException> obstacle = new AtomicReference<>();
    ProgressCounter progress = new ProgressCounter(options.progress(), files.size());
    IntStream.range(0, files.size())
        .parallel()
        .filter(i -> obstacle.get() == null)
        .forEach(
            i -> {
              try {
                pixels[i] = pixels(files.get(i), size);
              } catch (BadImageException e) {
                faults[i] = e;
                if (e.kind() == Kind.CIRCUMSTANCES) {
                  obstacle.set(e);
                }
              } catch (OutOfMemoryError e) {
                String name = FileNames.text(files.get(i).path());
                obstacle.set(BadImageException.outOfMemory(name, e));
              }
              progress.increment();
            });
    if (obstacle.get() != null) {
      // The file may be good, so it must not be left out.
      throw obstacle.get();
    }
    return collect(where, folder, size, pixels, faults);
  }

  /** Returns the size of the first image that can be read; none if all are bad. */
  private static Optional<ImageSize> firstSize(List<LabelledFile> files) throws IOException {
    for (LabelledFile file : files) {
      try {
        return Optional.of(image(file, Optional.empty()).size());
      } catch (BadImageException e) {
        if (e.kind() == Kind.CIRCUMSTANCES) {
          throw e;
        }
        // Reported when all files are read.
      }
    }
    return Optional.empty();
  }

  private byte[] pixels(LabelledFile file, Optional<ImageSize> size) throws BadImageException {
    if (options.scale()) {
      return image(file, Optional.empty()).scaledTo(size.orElseThrow()).pixels();
    }
    return image(file, size).pixels();
  }

  private static RgbImage image(LabelledFile file, Optional<ImageSize> size)
      throws BadImageException {
    if (!file.isImage()) {
      throw new BadImageException(
          FileNames.text(file.path()),
          Files.isDirectory(file.path())
              ? "is a folder without images. Move it elsewhere."
              : "does not have the name of an image (png, jpg, jpeg, bmp, gif). Move it elsewhere.");
    }
    return ImageFile.readRgb(file.path(), size);
  }

  private LabelledImages collect(
      String where,
      ClassDirectories folder,
      Optional<ImageSize> size,
      byte[][] pixels,
      BadImageException[] faults)
      throws BadImagesException {
    int[] good = IntStream.range(0, faults.length).filter(i -> faults[i] == null).toArray();
    int[] labels = IntStream.of(good).map(i -> folder.files().get(i).label()).toArray();
    List<BadImageException> bad = Stream.of(faults).filter(Objects::nonNull).toList();
    List<String> messages = bad.stream().map(Throwable::getMessage).toList();
    Optional<String> lost = lostClass(folder, labels);
    if (lost.isPresent() || (!bad.isEmpty() && options.badImages() == BadImages.REFUSE)) {
      throw new BadImagesException(where, messages, remedy(lost), cures(bad, lost));
    }
    return LabelledImages.wrap(
        where,
        folder.classes(),
        size.orElseThrow(),
        IntStream.of(good).mapToObj(i -> pixels[i]).toArray(byte[][]::new),
        labels,
        SkippedFiles.of(messages).withLeftovers(folder.leftovers()));
  }

  /** Returns the first class that had files, but of which no image can be used. */
  private static Optional<String> lostClass(ClassDirectories folder, int[] labels) {
    Set<Integer> left = IntStream.of(labels).boxed().collect(Collectors.toSet());
    return folder.files().stream()
        .map(LabelledFile::label)
        .filter(label -> !left.contains(label))
        .findFirst()
        .map(folder.classes()::get)
        .map(ForeignText::show);
  }

  private static String remedy(Optional<String> lost) {
    return lost.map(
            "No image of the class %s is left. Repair them, or delete the directory of the class."
                ::formatted)
        .orElse("Repair or delete them, or leave them out (BadImages.SKIP).");
  }

  private static Set<Cure> cures(List<BadImageException> bad, Optional<String> lost) {
    Set<Cure> cures = EnumSet.noneOf(Cure.class);
    if (lost.isEmpty()) {
      cures.add(Cure.SKIP_BAD_IMAGES);
    }
    if (bad.stream().allMatch(fault -> fault.kind() == Kind.SIZE)) {
      cures.add(Cure.SCALE);
    }
    return cures;
  }

  @Override
  public String toString() {
    return "image folder " + FileNames.text(directory);
  }
}
