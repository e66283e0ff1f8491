package dev.highorder.source;

import dev.highorder.dataset.DataSplit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A directory with one directory for the training set and one for the test set, in each of which
 * the classes are.
 */
final class PartDirectories implements ImageListing {

  /** The names of a test set; earlier ones are preferred. Capital letters do not matter. */
  private static final List<String> TEST_NAMES = List.of("test", "val", "valid", "validation");

  private final Path directory;
  private final Consumer<String> notices;

  PartDirectories(Path directory, Consumer<String> notices) {
    this.directory = directory;
    this.notices = notices;
  }

  /** Returns the directories that have the name of a part, the one that is read first. */
  static List<Path> find(Path directory, DataSplit split) throws DataSetException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<String> names = split == DataSplit.TRAIN ? List.of("train") : TEST_NAMES;
    List<Path> found = new ArrayList<>(FolderEntries.of(directory).folders());
    found.removeIf(folder -> !names.contains(lowerCase(folder)));
    // A name in small letters comes before the same in others, as Test and test on Linux.
    found.sort(
        Comparator.comparing((Path folder) -> names.indexOf(lowerCase(folder)))
            .thenComparing(FileNames::of, Comparator.reverseOrder()));
    return found;
  }

  private static String lowerCase(Path folder) {
    return FileNames.of(folder).toLowerCase(Locale.ROOT);
  }

  @Override
  public String where(DataSplit split) throws DataSetException {
    List<Path> found = find(directory, split);
    return "image folder "
        + FileNames.text(found.isEmpty() ? directory.resolve(split.directoryName()) : found.get(0));
  }

  @Override
  public ClassDirectories list(DataSplit split, int limitPerClass) throws DataSetException {
    Path train = chosen(DataSplit.TRAIN);
    Path part = split == DataSplit.TRAIN ? train : chosen(split);
    ClassDirectories listed = ClassDirectories.list(train, part, limitPerClass);
    listed.absent(FileNames.shown(part)).ifPresent(notices);
    return listed;
  }

  /** Says which directory is read if there are several: none is left out without a word. */
  private Path chosen(DataSplit split) throws DataSetException {
    List<Path> found = find(directory, split);
    if (found.isEmpty()) {
      throw LayoutAdvice.missing(directory, split);
    }
    if (found.size() > 1) {
      notices.accept(
          "%s has several directories for the %s set: %s is read, %s not."
              .formatted(
                  FileNames.shown(directory),
                  split == DataSplit.TRAIN ? "training" : "test",
                  FileNames.shownName(found.get(0)),
                  String.join(" and ", found.stream().skip(1).map(FileNames::shownName).toList())));
    }
    return found.get(0);
  }

  /** Returns the directory of the classes when there is no test set. */
  Path undivided() throws DataSetException {
    List<Path> test = find(directory, DataSplit.TEST);
    Optional<Path> train = find(directory, DataSplit.TRAIN).stream().findFirst();
    if (train.isPresent() && !test.isEmpty()) {
      throw new DataSetException(
          "%s is a test set already, so nothing can be withheld. Leave the holdout out, or move that directory elsewhere."
              .formatted(FileNames.shown(test.get(0))));
    }
    return train.orElse(directory);
  }
}
