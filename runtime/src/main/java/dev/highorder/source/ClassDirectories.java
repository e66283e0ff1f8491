package dev.highorder.source;

import dev.highorder.dataset.DataSplit;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of one part of an image folder, without opening them.
 *
 * @param classes the names of the directories in {@code train}, sorted
 * @param files the files of the part, by class and then by name
 */
record ClassDirectories(List<String> classes, List<LabelledFile> files) {

  private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "bmp", "gif");

  /** A file in the directory of a class. */
  record LabelledFile(Path path, int label) {

    /** Returns whether its name is that of an image. */
    boolean isImage() {
      return hasImageName(path);
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
    Path train = directory.resolve(DataSplit.TRAIN.directoryName());
    List<String> classes =
        classDirectories(train).stream().map(d -> d.getFileName().toString()).toList();
    if (classes.isEmpty()) {
      throw new DataSetException(
          "%s has no directories of classes. Put the images into train/CLASS/.".formatted(train));
    }
    Path part = directory.resolve(split.directoryName());
    List<LabelledFile> files = new ArrayList<>();
    for (Path classDirectory : classDirectories(part)) {
      int label = classes.indexOf(classDirectory.getFileName().toString());
      if (label < 0) {
        throw new DataSetException(
            "%s: the class %s does not occur in %s, which has %s. Rename the directory, or add training images of this class."
                .formatted(classDirectory, classDirectory.getFileName(), train, classes));
      }
      List<Path> images = entries(classDirectory);
      if (images.isEmpty()) {
        throw new DataSetException(
            "%s has no images. Add some, or delete the directory.".formatted(classDirectory));
      }
      images.stream().limit(limitPerClass).forEach(p -> files.add(new LabelledFile(p, label)));
    }
    if (files.isEmpty()) {
      throw new DataSetException(
          "%s has no directories of classes. Put the images into %s/CLASS/."
              .formatted(part, split.directoryName()));
    }
    return new ClassDirectories(classes, files);
  }

  private static List<Path> classDirectories(Path part) throws DataSetException {
    if (!Files.isDirectory(part)) {
      throw new DataSetException(
          "%s is not a directory. An image folder holds train/CLASS/*.png and test/CLASS/*.png (or jpg, bmp, gif)."
              .formatted(part));
    }
    List<Path> directories = new ArrayList<>();
    for (Path entry : entries(part)) {
      if (Files.isDirectory(entry)) {
        directories.add(entry);
      } else if (hasImageName(entry)) {
        throw new DataSetException(
            "%s belongs to no class. Move it into the directory of its class.".formatted(entry));
      }
    }
    return directories;
  }

  /** Returns the entries, sorted by name so that labels and order are the same everywhere. */
  private static List<Path> entries(Path directory) throws DataSetException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .sorted(Comparator.comparing(entry -> entry.getFileName().toString()))
          .toList();
    } catch (AccessDeniedException e) {
      throw new DataSetException(
          "%s may not be read by this user. Change its permissions.".formatted(directory), e);
    } catch (IOException e) {
      throw new DataSetException(
          "%s cannot be listed (%s). Check the disk.".formatted(directory, e.getMessage()), e);
    }
  }

  private static boolean hasImageName(Path file) {
    String name = file.getFileName().toString();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return EXTENSIONS.contains(extension);
  }
}
