package dev.highorder.demo.cli.training;

import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.demo.cli.output.FailureText;
import dev.highorder.demo.cli.output.OutputFile;
import dev.highorder.demo.cli.output.PngFile;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * One test image of each class as a file with the name of the class.
 *
 * @param folder where the files are written
 */
record SampleImages(Path folder) {

  /**
   * Checks the folder before anything is read or written.
   *
   * @param classifier where the trained classifier is saved
   * @throws IOException if the folder cannot be created
   * @throws IllegalArgumentException if the folder would be in the classifier's way
   */
  void check(Path classifier) throws IOException {
    if (folder.startsWith(classifier)) {
      throw new IllegalArgumentException(
          "The samples cannot be written to %s, where the classifier is saved. Choose another folder"
                  .formatted(ForeignText.show(folder))
              + " with --samples, or another classifier with --out.");
    }
    Path existing = folder;
    while (Files.notExists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    try {
      Files.delete(Files.createTempFile(existing, ".writable", ""));
    } catch (IOException e) {
      throw new IOException(
          "%s cannot hold the samples: nothing can be written to %s. Choose another folder."
              .formatted(ForeignText.show(folder), ForeignText.show(existing)),
          e);
    }
  }

  /**
   * Creates the folder, and checks that each file can be written, before hours are spent on
   * training.
   *
   * @throws IOException if one cannot be written, or a class has a name that cannot be a file's
   */
  void prepare(List<String> classes) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IOException(
          "%s cannot hold the samples: %s. Choose another folder."
              .formatted(ForeignText.show(folder), FailureText.of(e)),
          e);
    }
    for (String name : classes) {
      try {
        new OutputFile(file(name)).requireWritable();
      } catch (InvalidPathException e) {
        throw new IOException(
            "The samples cannot be named after their classes: " + InvalidPaths.explain(e), e);
      }
    }
  }

  private Path file(String className) {
    return folder.resolve(fileName(className) + ".png");
  }

  /** Returns the name of a class without the characters that no file name may have. */
  static String fileName(String className) {
    String name = className.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_");
    return name.matches("\\.*") ? name + "_" : name;
  }

  /**
   * Writes the files.
   *
   * @throws IOException if one cannot be written
   */
  void write(LabelledImages test) throws IOException {
    LabelledImages first = test.first(Math.min(test.size(), test.classes().size()));
    for (int i = 0; i < first.size(); i++) {
      int image = i;
      PngFile.write(file(first.classes().get(first.label(i))), () -> first.image(image));
    }
  }
}
