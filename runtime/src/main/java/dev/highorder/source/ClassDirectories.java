package dev.highorder.source;

import dev.highorder.dataset.DataSplit;
import dev.highorder.text.ForeignText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of one part of an image folder, without opening them.
 *
 * @param classes the names of the directories in {@code train}, sorted
 * @param files the files of the part, by class and then by name
 * @param leftovers the number of files that were passed over, see {@link FolderEntries#isLeftover}
 */
record ClassDirectories(List<String> classes, List<LabelledFile> files, int leftovers) {

  /** A file in the directory of a class. */
  record LabelledFile(Path path, int label) {

    /** Returns whether its name is that of an image. */
    boolean isImage() {
      return ImageNames.isImage(path);
    }
  }

  /**
   * Lists the directories; no file is opened.
   *
   * @param directory the image folder
   * @param split the part to list
   * @param limitPerClass how many files of each class to list
   * @throws DataSetException if the folder is not an image folder, or a class has no file
   */
  static ClassDirectories list(Path directory, DataSplit split, int limitPerClass)
      throws DataSetException {
    List<String> classes = new ArrayList<>();
    for (Path classDirectory : part(directory, DataSplit.TRAIN).folders()) {
      classes.add(className(classDirectory));
    }
    FolderEntries part = part(directory, split);
    int leftovers = part.leftovers();
    List<LabelledFile> files = new ArrayList<>();
    for (Path classDirectory : part.folders()) {
      int label = label(classDirectory, classes, directory);
      FolderEntries images = images(classDirectory);
      leftovers += images.leftovers();
      images.entries().stream()
          .limit(limitPerClass)
          .forEach(file -> files.add(new LabelledFile(file, label)));
    }
    if (classes.size() == 1) {
      throw new DataSetException(
          "%s has one class only, %s. Add a directory with images of another class."
              .formatted(
                  FileNames.shown(directory.resolve("train")), ForeignText.show(classes.get(0))));
    }
    return new ClassDirectories(classes, files, leftovers);
  }

  /** Returns the entries of {@code train} or {@code test}, among them at least one directory. */
  private static FolderEntries part(Path directory, DataSplit split) throws DataSetException {
    Path part = directory.resolve(split.directoryName());
    if (!Files.isDirectory(part)) {
      throw new DataSetException(LayoutAdvice.missing(directory, split));
    }
    FolderEntries entries = FolderEntries.of(part);
    List<Path> stray = entries.images().stream().filter(file -> !Files.isDirectory(file)).toList();
    if (!stray.isEmpty()) {
      throw new DataSetException(
          "%s has %s that belong to no class, such as %s. Move each into the directory of its class, %s/CLASS/."
              .formatted(
                  FileNames.shown(part),
                  ImageNames.images(stray.size()),
                  FileNames.shownName(stray.get(0)),
                  split.directoryName()));
    }
    if (entries.folders().isEmpty()) {
      throw new DataSetException(
          "%s has no directories of classes. Put the images into %s/CLASS/."
              .formatted(FileNames.shown(part), split.directoryName()));
    }
    return entries;
  }

  private static String className(Path classDirectory) throws DataSetException {
    String name = FileNames.of(classDirectory);
    if (!FileNames.isText(name)) {
      throw new DataSetException(
          "%s has a name that is not text in UTF-8, so the class would have no name. Rename the directory."
              .formatted(FileNames.shown(classDirectory)));
    }
    return name;
  }

  /** Two systems may store an accented letter as one character or as two; both mean one class. */
  private static int label(Path classDirectory, List<String> classes, Path directory)
      throws DataSetException {
    String name = className(classDirectory);
    int exact = classes.indexOf(name);
    int label =
        exact >= 0
            ? exact
            : classes.stream().map(ClassDirectories::composed).toList().indexOf(composed(name));
    if (label < 0) {
      throw new DataSetException(
          "%s: the class %s does not occur in %s, which has %s. Rename the directory, or add training images of this class."
              .formatted(
                  FileNames.shown(classDirectory),
                  ForeignText.show(name),
                  FileNames.shown(directory.resolve(DataSplit.TRAIN.directoryName())),
                  ForeignText.show(classes)));
    }
    return label;
  }

  private static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /** Returns the entries of a class, at least one, of which none is a folder of images. */
  private static FolderEntries images(Path classDirectory) throws DataSetException {
    FolderEntries entries = FolderEntries.of(classDirectory);
    for (Path entry : entries.entries()) {
      // Asking the disk about each of a million images would take long.
      if (!ImageNames.isImage(entry) && Files.isDirectory(entry)) {
        requireNoImages(entry, classDirectory);
      }
    }
    if (entries.entries().isEmpty()) {
      throw new DataSetException(
          "%s has no images. Add some, or delete the directory."
              .formatted(FileNames.shown(classDirectory)));
    }
    return entries;
  }

  /** Images in a folder of a class would be left out, so this is no matter of one bad file. */
  private static void requireNoImages(Path folder, Path classDirectory) throws DataSetException {
    int images = ImageNames.countIn(folder);
    if (images > 0) {
      throw new DataSetException(
          "%s is a folder with %s inside the class %s. Move the images into %s, or the folder into %s if it is a class of its own."
              .formatted(
                  FileNames.shown(folder),
                  ImageNames.images(images),
                  FileNames.shownName(classDirectory),
                  FileNames.shown(classDirectory),
                  FileNames.shown(classDirectory.getParent())));
    }
  }
}
