package dev.highorder.source;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.source.ClassDirectories.LabelledFile;
import dev.highorder.source.DataSetException.Cure;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Images whose classes are in a list, wherever the files are. The test set is a second list, or a
 * share that is withheld.
 *
 * <p>The classes are the sorted names in the training list. Files are treated as those of an {@link
 * ImageFolder} are.
 */
public final class ListedImages implements ImageSource {

  private final String name;
  private final Path base;
  private final List<ListedImage> training;
  private final Optional<List<ListedImage>> test;
  private final ReadingOptions options;

  /**
   * Creates a source; nothing is read yet.
   *
   * @param name the name of the list, for people to read
   * @param base the directory that the names of files are relative to when a side is chosen
   * @param training the training set, or all images if a share is withheld
   * @param test the test set; empty if a share is withheld, as {@code options} say
   * @param options how to read the images
   * @throws DataSetException if there is no test set, or there are two; if a file is listed twice,
   *     there is one class only, or the test set has another class
   */
  public ListedImages(
      String name,
      Path base,
      List<ListedImage> training,
      Optional<List<ListedImage>> test,
      ReadingOptions options)
      throws DataSetException {
    this.name = name;
    this.base = base;
    this.training = List.copyOf(training);
    this.test = test.map(List::copyOf);
    this.options = options;
    check();
  }

  private void check() throws DataSetException {
    Sources.requireNoCifar100Labels(ForeignText.show(name), options);
    if (test.isPresent() == options.holdout().isPresent()) {
      throw new DataSetException(
          test.isPresent()
              ? "%s has a test list, so nothing is withheld. Leave the holdout or the test list out."
                  .formatted(ForeignText.show(name))
              : "%s has no test set. Give a second list, or have a share of each class withheld (a holdout)."
                  .formatted(ForeignText.show(name)),
          test.isPresent() ? Set.of() : Set.of(Cure.HOLDOUT),
          null);
    }
    List<ListedImage> all = new ArrayList<>(training);
    test.ifPresent(all::addAll);
    requireDifferent(all);
    List<String> classes = classes();
    if (classes.size() < 2) {
      throw new DataSetException(
          "%s has one class only, %s. Add images of another class."
              .formatted(ForeignText.show(name), ForeignText.show(classes)));
    }
    for (ListedImage image : test.orElse(List.of())) {
      if (!classes.contains(image.className())) {
        throw new DataSetException(
            "%s: the class %s does not occur in %s, which has %s. Correct the label, or add training images of this class."
                .formatted(
                    ForeignText.show(image.place()),
                    ForeignText.show(image.className()),
                    ForeignText.show(name),
                    ForeignText.show(classes)));
      }
    }
  }

  /** The same file twice may have two labels, or be learned and tested. */
  private static void requireDifferent(List<ListedImage> images) throws DataSetException {
    Map<Path, ListedImage> seen = new HashMap<>();
    for (ListedImage image : images) {
      ListedImage before = seen.putIfAbsent(image.file().normalize(), image);
      if (before != null) {
        throw new DataSetException(
            "%s: %s is listed already, as %s in %s. Delete one of the two lines."
                .formatted(
                    ForeignText.show(image.place()),
                    FileNames.shown(image.file()),
                    ForeignText.show(before.className()),
                    ForeignText.show(before.place())));
      }
    }
  }

  private List<String> classes() {
    TreeSet<String> names = new TreeSet<>();
    training.forEach(image -> names.add(image.className()));
    return List.copyOf(names);
  }

  @Override
  public LabelledImages read(DataSplit split) throws IOException {
    return new ImageFolder("image list " + name, new Listing(), options).read(split);
  }

  @Override
  public String toString() {
    return "image list " + name;
  }

  /** The files of both sides. */
  private final class Listing implements ImageListing {

    @Override
    public String where(DataSplit split) {
      return "image list %s (%s)".formatted(name, split.directoryName());
    }

    @Override
    public ClassDirectories list(DataSplit split, int limitPerClass) throws DataSetException {
      ClassDirectories all = files(training);
      HoldoutSides sides =
          options.holdout().isPresent()
              ? HoldoutSides.of(all, options.holdout().get(), this::nameOf)
              : new HoldoutSides(all, all.files(), files(test.orElseThrow()).files());
      ClassDirectories side = sides.side(split, limitPerClass);
      side.absent(ForeignText.show(where(split))).ifPresent(options.notices());
      if (split == DataSplit.TEST) {
        EqualFiles.across(sides.training(), sides.test()).ifPresent(options.notices());
      }
      return side;
    }

    private ClassDirectories files(List<ListedImage> images) {
      List<String> classes = classes();
      List<LabelledFile> files = new ArrayList<>();
      for (ListedImage image : images) {
        files.add(new LabelledFile(image.file(), classes.indexOf(image.className())));
      }
      files.sort(Comparator.comparing(LabelledFile::label).thenComparing(this::nameOf));
      return new ClassDirectories(classes, files, 0);
    }

    /** Returns the same name on every machine, as long as lists and images move together. */
    private String nameOf(LabelledFile file) {
      Path path = file.path().startsWith(base) ? base.relativize(file.path()) : file.path();
      return FileNames.text(path).replace(path.getFileSystem().getSeparator(), "/");
    }
  }
}
