package dev.highorder.demo.cli;

import dev.highorder.classifier.ClassProbability;
import dev.highorder.classifier.Classifier;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.classifier.TableClassifier;
import dev.highorder.classifier.TextClassifier;
import dev.highorder.demo.cli.options.EngineOptions;
import dev.highorder.demo.cli.options.WholeNumber;
import dev.highorder.demo.cli.output.Json;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.image.BadImageException;
import dev.highorder.input.TextFormat;
import dev.highorder.source.FileNames;
import dev.highorder.source.FolderEntries;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code classify}: the most probable classes of examples. */
@Command(
    name = "classify",
    description = "Prints the most probable classes of images, or of the rows of CSV files.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class ClassifyCommand implements Callable<Integer> {

  @Mixin private EngineOptions engineOptions;

  @Parameters(
      index = "0",
      paramLabel = "CLASSIFIER",
      description = "Directory that train saved or export wrote.")
  private Path directory;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "PNG, JPEG, GIF, BMP, WebP or TIFF file, or a folder of them; for a classifier of tables"
              + " or texts, a CSV file.")
  private List<Path> images;

  @Option(
      names = "--top",
      converter = WholeNumber.Count.class,
      paramLabel = "N",
      description = "Classes to print for each example.",
      defaultValue = "2")
  private int top;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  /**
   * The result of one image.
   *
   * @param error why the image could not be classified; null if it could
   */
  private record Classified(String image, List<ClassProbability> guesses, String error) {

    String best() {
      return error == null ? guesses.get(0).name() : "(not readable)";
    }

    String bestProbability() {
      return error == null ? Table.percent(guesses.get(0).probability(), 1) : "";
    }

    String others() {
      return guesses.stream()
          .skip(1)
          .map(
              guess -> ForeignText.show(guess.name()) + " " + Table.percent(guess.probability(), 1))
          .collect(Collectors.joining(", "));
    }
  }

  @Override
  public Integer call() throws IOException {
    List<Classified> results = new ArrayList<>();
    try (Classifier classifier = engineOptions.spec().classifier(directory)) {
      int classes = classifier.manifest().classes().size();
      if (top > classes) {
        throw new IllegalArgumentException(
            "--top %s is more than the classifier has classes. Give at most %s."
                .formatted(top, classes));
      }
      ParameterOrigin.print(classifier.manifest());
      if (classifier instanceof TableClassifier table) {
        return new ClassifiedRows(table.columns(), rows -> table.classifyAll(rows), top)
            .print(images, json);
      }
      if (classifier instanceof TextClassifier texts) {
        String column = ((TextFormat) texts.manifest().input()).text();
        return new ClassifiedRows(
                List.of(column), rows -> texts.classifyAll(rows.values(column)), top)
            .print(images, json);
      }
      if (!(classifier instanceof ImageClassifier ofImages)) {
        throw new IOException(
            "%s reads examples of the kind %s, which no verb reads. Use it in a program."
                .formatted(
                    FileNames.shown(directory),
                    ForeignText.show(classifier.manifest().input().kind())));
      }
      for (Path image : images) {
        results.addAll(classifyAll(ofImages, image));
      }
    }
    if (json) {
      System.out.println(Json.of(results));
    } else {
      Table.of(results)
          .column("image", Classified::image)
          .column("class", Classified::best)
          .column("probability", Classified::bestProbability)
          .column("or", Classified::others)
          .print(false);
    }
    return results.stream().allMatch(result -> result.error() == null) ? 0 : Failures.FAILED;
  }

  /** Classifies a file, or the files of a folder; a fault of one argument does not end the run. */
  private List<Classified> classifyAll(ImageClassifier classifier, Path image) {
    List<Path> files;
    try {
      files = files(image);
    } catch (IOException e) {
      return List.of(failed(image, e.getMessage()));
    }
    return files.stream().map(file -> classify(classifier, file)).toList();
  }

  /** Returns a file that was named, or the files of a folder without leftovers. */
  private static List<Path> files(Path image) throws IOException {
    if (!Files.isDirectory(image)) {
      return List.of(image);
    }
    List<Path> entries = FolderEntries.of(image).entries();
    List<Path> found = entries.stream().filter(ClassifyCommand::isFileOrMissing).toList();
    if (found.isEmpty()) {
      throw new IOException(
          FileNames.shown(image) + " has no images itself. Name a folder with images.");
    }
    if (found.size() < entries.size()) {
      System.err.printf(
          "%s: folders, pipes and devices inside are passed over: %s. Name folders too, if their"
              + " images are meant.%n",
          FileNames.shown(image), entries.size() - found.size());
    }
    return found;
  }

  /** A link that leads nowhere is named, since its image is missing. */
  private static boolean isFileOrMissing(Path entry) {
    return Files.isRegularFile(entry) || !Files.exists(entry);
  }

  /** Classifies one image; an image that cannot be read does not end the run. */
  private Classified classify(ImageClassifier classifier, Path image) {
    try {
      List<ClassProbability> guesses = classifier.classify(image).top(top);
      return new Classified(FileNames.text(image), guesses, null);
    } catch (BadImageException e) {
      return failed(image, e.getMessage());
    } catch (ArithmeticException e) {
      return failed(image, FileNames.shown(image) + ": " + e.getMessage());
    }
  }

  private static Classified failed(Path image, String error) {
    System.err.println(ForeignText.showMessage(error));
    return new Classified(FileNames.text(image), List.of(), error);
  }
}
