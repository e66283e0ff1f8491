package dev.highorder.source;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.ImageStore;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A directory that holds {@code train/CLASS/*.png} and {@code test/CLASS/*.png}, a directory per
 * class. The second may be called {@code val}, {@code valid} or {@code validation}; of several the
 * first in this order is read. Under {@link ReadingOptions.Builder#optHoldout} it holds {@code
 * CLASS/*.png}.
 *
 * <p>The classes are the sorted names of the directories in {@code train}. Names of images end in
 * png, jpg, jpeg, bmp, gif, webp, tif or tiff; what file managers leave is passed over ({@link
 * FolderEntries#isLeftover}), any other file is a bad one. A folder of images inside a class is
 * always refused. Links are followed. Images are decoded in parallel, and come in the order of
 * their classes and names. A set that is large for the heap is not kept in memory: its images are
 * decoded whenever they are needed ({@link MemoryPolicy}).
 *
 * @see ImageFile
 */
public final class ImageFolder implements ImageSource {

  private final String name;
  private final ImageListing listing;
  private final ReadingOptions options;

  /**
   * Creates a source; nothing is read yet.
   *
   * @param directory the one that holds {@code train} and {@code test}, or, if a share is withheld
   *     as {@code options} say, the classes
   * @param options how to read it
   */
  public ImageFolder(Path directory, ReadingOptions options) {
    this("image folder " + FileNames.text(directory), ImageListing.of(directory, options), options);
  }

  /** Creates a source of images that are listed in another way. */
  ImageFolder(String name, ImageListing listing, ReadingOptions options) {
    this.name = name;
    this.listing = listing;
    this.options = options;
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
    String where = listing.where(split);
    ClassDirectories folder = listing.list(split, options.limitPerClass());
    List<LabelledFile> files = folder.files();
    Optional<ImageSize> size = options.size().isPresent() ? options.size() : firstSize(files);
    List<Path> paths = files.stream().map(LabelledFile::path).toList();
    ParallelDecoding.Decoder decoder = i -> kept(files.get(i), size);
    ParallelDecoding decoding = new ParallelDecoding(paths, decoder, options.progress());
    if (size.isPresent() && streams(files.size(), size.get())) {
      UnchangedFiles unchanged = new UnchangedFiles(paths, decoder);
      FirstPass pass =
          new FirstPass(where, folder, options.target(size.get()), decoding, unchanged);
      pass.run();
      return collect(
          where, folder, decoding.faults(), (good, labels, skipped) -> pass.images(skipped));
    }
    if (size.isPresent()) {
      long bytes = options.target(size.get()).plannedBytes();
      HeapBudget.ofThisJvm().check(where, files.size(), size.get(), bytes);
    }
    // Without a size no image can be read, and none is put into it.
    ImageStore.Builder images =
        new ImageStore.Builder(options.target(size.orElse(new ImageSize(1, 1))), files.size());
    decoding.decode(0, files.size(), (image, i) -> images.put(i, image));
    return collect(
        where,
        folder,
        decoding.faults(),
        (good, labels, skipped) ->
            LabelledImages.wrap(where, folder.classes(), images.build(good), labels, skipped));
  }

  private boolean streams(int count, ImageSize size) {
    return switch (options.memory()) {
      case AUTO -> !HeapBudget.ofThisJvm().hasAmpleRoom(count, options.target(size).plannedBytes());
      case HEAP -> false;
      case STREAM -> true;
    };
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

  private RgbImage kept(LabelledFile file, Optional<ImageSize> size) throws BadImageException {
    RgbImage image = image(file, options.preparation().isPresent() ? Optional.empty() : size);
    return size.map(read -> options.target(read).keep(image)).orElse(image);
  }

  private static RgbImage image(LabelledFile file, Optional<ImageSize> size)
      throws BadImageException {
    if (!file.isImage()) {
      throw new BadImageException(
          FileNames.text(file.path()),
          Files.isDirectory(file.path())
              ? "is a folder without images. Move it elsewhere."
              : "does not have the name of an image (png, jpg, jpeg, bmp, gif, webp, tif, tiff). Move it elsewhere.");
    }
    return ImageFile.readRgb(file.path(), size);
  }

  /** The making of a set from the files that are good. */
  @FunctionalInterface
  private interface Assembly {
    LabelledImages of(int[] good, int[] labels, SkippedFiles skipped);
  }

  private LabelledImages collect(
      String where, ClassDirectories folder, BadImageException[] faults, Assembly assembly)
      throws BadImagesException {
    int[] good = IntStream.range(0, faults.length).filter(i -> faults[i] == null).toArray();
    int[] labels = IntStream.of(good).map(i -> folder.files().get(i).label()).toArray();
    List<BadImageException> bad = Stream.of(faults).filter(Objects::nonNull).toList();
    List<String> messages = bad.stream().map(Throwable::getMessage).toList();
    Optional<String> lost = lostClass(folder, labels);
    if (lost.isPresent() || (!bad.isEmpty() && options.badImages() == BadImages.REFUSE)) {
      throw new BadImagesException(where, messages, remedy(lost), cures(bad, lost));
    }
    return assembly.of(good, labels, SkippedFiles.of(messages).withLeftovers(folder.leftovers()));
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
    if (bad.stream().anyMatch(fault -> fault.kind() == Kind.SIZE)) {
      cures.add(Cure.SCALE);
    }
    return cures;
  }

  @Override
  public String toString() {
    return name;
  }
}
