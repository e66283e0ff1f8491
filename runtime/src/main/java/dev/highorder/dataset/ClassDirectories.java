package dev.highorder.dataset;

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
 * What lies in one part of an image folder: the classes, and the files of each with its label.
 *
 * @param classes the names of the directories in {@code train}, sorted
 * @param files the files of the part, by class and then by name
 */
record ClassDirectories(List<String> classes, List<LabelledFile> files) {

  private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "bmp", "gif");

  /** A file in the directory of a class. */
  record LabelledFile(Path path, int label) {

    /** Whether its name is that of an image. */
    boolean isImage() {
      return hasImageName(path);
    }
  }

  /**
   * Looks through the directories; no file is opened.
   *
   * @param directory the image folder
   * @param split the part to list
   * @param limitPerClass the most files to list of each class
   * @throws BadImagesException if the folder is not an image folder, or a class has no file
   */
  static ClassDirectories list(Path directory, ImageSplit split, int limitPerClass)
      throws BadImagesException {
    Path train = directory.resolve(ImageSplit.TRAIN.directoryName());
    List<String> classes =
        classDirectories(train).stream().map(d -> d.getFileName().toString()).toList();
    if (classes.isEmpty()) {
      throw new BadImagesException(
          train + ": has no class directories; put the images into train/CLASS/");
    }
    Path part = directory.resolve(split.directoryName());
    List<LabelledFile> files = new ArrayList<>();
    for (Path classDirectory : classDirectories(part)) {
      int label = classes.indexOf(classDirectory.getFileName().toString());
      if (label < 0) {
        throw new BadImagesException(
            String.format(
                "%s: class %s does not occur in %s, which has %s; rename the directory, or add"
                    + " training images of this class",
                classDirectory, classDirectory.getFileName(), train, classes));
      }
      List<Path> images = entries(classDirectory);
      if (images.isEmpty()) {
        throw new BadImagesException(
            classDirectory + ": has no images; add some, or delete the directory");
      }
      images.stream().limit(limitPerClass).forEach(p -> files.add(new LabelledFile(p, label)));
    }
    if (files.isEmpty()) {
      throw new BadImagesException(
          part
              + ": has no class directories; put the images into "
              + split.directoryName()
              + "/CLASS/");
    }
    return new ClassDirectories(classes, files);
  }

  private static List<Path> classDirectories(Path part) throws BadImagesException {
    if (!Files.isDirectory(part)) {
      throw new BadImagesException(
          part
              + ": is not a directory; an image folder holds train/CLASS/*.png and test/CLASS/*.png"
              + " (or jpg, bmp, gif)");
    }
    List<Path> directories = new ArrayList<>();
    for (Path entry : entries(part)) {
      if (Files.isDirectory(entry)) {
        directories.add(entry);
      } else if (hasImageName(entry)) {
        throw new BadImagesException(
            entry + ": lies in no class; move it into the directory of its class");
      }
    }
    return directories;
  }

  /** What a directory holds, sorted by name so that labels and order are the same everywhere. */
  private static List<Path> entries(Path directory) throws BadImagesException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .sorted(Comparator.comparing(entry -> entry.getFileName().toString()))
          .toList();
    } catch (AccessDeniedException e) {
      throw new BadImagesException(
          directory + ": may not be read by this user; change its permissions", e);
    } catch (IOException e) {
      throw new BadImagesException(
          directory + ": cannot be listed (" + e.getMessage() + "); check the disk", e);
    }
  }

  private static boolean hasImageName(Path file) {
    String name = file.getFileName().toString();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return EXTENSIONS.contains(extension);
  }
}
