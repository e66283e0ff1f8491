package dev.highorder.source;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Set;

/** The names that image files have. */
final class ImageNames {

  private static final Set<String> EXTENSIONS =
      Set.of("png", "jpg", "jpeg", "bmp", "gif", "webp", "tif", "tiff");

  private ImageNames() {}

  /** Returns whether the name of a file is that of an image; the file is not opened. */
  static boolean isImage(Path file) {
    String name = file.getFileName().toString();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return EXTENSIONS.contains(extension);
  }

  /** Returns a number of images in words, such as {@code 1 image}. */
  static String images(int count) {
    return count == 1 ? "1 image" : count + " images";
  }

  /**
   * Returns the number of images in a folder and all folders in it, as far as they can be listed.
   * Links are not followed, except the folder itself.
   */
  static int countIn(Path folder) {
    Counter counter = new Counter();
    try {
      Files.walkFileTree(folder.toRealPath(), counter);
    } catch (IOException e) {
      // The number is for a message about another fault.
    }
    return counter.count;
  }

  private static final class Counter extends SimpleFileVisitor<Path> {

    private int count;

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return FolderEntries.isLeftover(folder)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (isImage(file) && !FolderEntries.isLeftover(file)) {
        count++;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
