package dev.highorder.source;

import dev.highorder.text.ForeignText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The files of one part of a data set, without opening them.
 *
 * @param classes the names of the classes, sorted
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
   * @param train the directory whose directories are the classes
   * @param part the directory of the part to list
   * @param limitPerClass how many files of each class to list
   * @throws DataSetException if a directory has no classes, there is another class in the part, or
   *     a class has no file
   */
  static ClassDirectories list(Path train, Path part, int limitPerClass) throws DataSetException {
    List<String> classes = new ArrayList<>();
    for (Path classDirectory : entries(train).folders()) {
      classes.add(className(classDirectory));
    }
    FolderEntries entries = entries(part);
    int leftovers = entries.leftovers();
    List<LabelledFile> files = new ArrayList<>();
    for (Path classDirectory : entries.folders()) {
      int label = label(classDirectory, classes, train);
      FolderEntries images = images(classDirectory);
      leftovers += images.leftovers();
      images.entries().stream()
          .limit(limitPerClass)
          .forEach(file -> files.add(new LabelledFile(file, label)));
    }
    if (classes.size() == 1) {
      throw new DataSetException(
          "%s has one class only, %s. Add a directory with images of another class."
              .formatted(FileNames.shown(train), ForeignText.show(classes.get(0))));
    }
    return new ClassDirectories(classes, files, leftovers);
  }

  /** Returns what to say of classes without a file; empty if there are none. */
  Optional<String> absent(String where) {
    BitSet present = new BitSet();
    files.forEach(file -> present.set(file.label()));
    List<String> absent = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      if (!present.get(label)) {
        absent.add(classes.get(label));
      }
    }
    return absent.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s has no images of %s of the %s classes: %s. The scores say nothing about %s. Add images of %s there."
                .formatted(
                    where,
                    absent.size(),
                    classes.size(),
                    ForeignText.show(absent),
                    absent.size() == 1 ? "it" : "them",
                    absent.size() == 1 ? "it" : "each"));
  }

  /** Returns the entries of a directory of classes, among them at least one directory. */
  private static FolderEntries entries(Path part) throws DataSetException {
    FolderEntries entries = FolderEntries.of(part);
    List<Path> stray = entries.images().stream().filter(file -> !Files.isDirectory(file)).toList();
    if (!stray.isEmpty()) {
      throw new DataSetException(
          "%s has %s that belong to no class, such as %s. Move each into the directory of its class, %s/CLASS/."
              .formatted(
                  FileNames.shown(part),
                  ImageNames.images(stray.size()),
                  FileNames.shownName(stray.get(0)),
                  FileNames.shownName(part)));
    }
    if (entries.folders().isEmpty()) {
      throw new DataSetException(
          "%s has no directories of classes. Put the images into %s/CLASS/."
              .formatted(FileNames.shown(part), FileNames.shownName(part)));
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
  private static int label(Path classDirectory, List<String> classes, Path train)
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
                  FileNames.shown(train),
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
