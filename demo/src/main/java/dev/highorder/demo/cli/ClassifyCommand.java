package dev.highorder.demo.cli;

import ai.djl.engine.Engine;
import dev.highorder.classifier.ClassProbability;
import dev.highorder.classifier.Classifier;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.classifier.TableClassifier;
import dev.highorder.classifier.TextClassifier;
import dev.highorder.demo.cli.options.EngineOptions;
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

  @Parameters(index = "0", paramLabel = "CLASSIFIER", description = "Directory that train saved.")
  private Path directory;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "PNG, JPEG, GIF or BMP file, or a folder of them; for a classifier of tables or texts, a CSV file.")
  private List<Path> images;

  @Option(
      names = "--top",
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
          .map(guess -> guess.name() + " " + Table.percent(guess.probability(), 1))
          .collect(Collectors.joining(", "));
    }
  }

  @Override
  public Integer call() throws IOException {
    Engine engine = engineOptions.spec().start();
    List<Classified> results = new ArrayList<>();
    try (Classifier classifier =
        Classifier.builder()
            .setDirectory(directory)
            .optEngine(engine)
            .optDevice(engineOptions.spec().device(engine))
            .load()) {
      if (classifier instanceof TableClassifier table) {
        return new ClassifiedRows(
                table.columns(), rows -> table.classifyAll(rows), Math.max(1, top))
            .print(images, json);
      }
      if (classifier instanceof TextClassifier texts) {
        String column = ((TextFormat) texts.manifest().input()).text();
        return new ClassifiedRows(
                List.of(column), rows -> texts.classifyAll(rows.values(column)), Math.max(1, top))
            .print(images, json);
      }
      if (!(classifier instanceof ImageClassifier ofImages)) {
        throw new IOException(
            "%s reads examples of the kind %s, which no verb reads. Use it in a program."
                .formatted(
                    FileNames.text(directory),
                    ForeignText.show(classifier.manifest().input().kind())));
      }
      for (Path image : files()) {
        results.add(classify(ofImages, image));
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

  /** Returns the files that were named, and those of each folder without leftovers. */
  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path image : images) {
      if (!Files.isDirectory(image)) {
        files.add(image);
        continue;
      }
      List<Path> entries = FolderEntries.of(image).entries();
      List<Path> found = entries.stream().filter(entry -> !Files.isDirectory(entry)).toList();
      if (found.isEmpty()) {
        throw new IOException(
            FileNames.text(image) + " has no images itself. Name a folder with images.");
      }
      if (found.size() < entries.size()) {
        System.err.printf(
            "%s: folders inside are passed over: %d. Name them too, if their images are meant.%n",
            FileNames.text(image), entries.size() - found.size());
      }
      files.addAll(found);
    }
    return files;
  }

  /** Classifies one image; an image that cannot be read does not end the run. */
  private Classified classify(ImageClassifier classifier, Path image) {
    try {
      List<ClassProbability> guesses = classifier.classify(image).top(Math.max(1, top));
      return new Classified(FileNames.text(image), guesses, null);
    } catch (BadImageException e) {
      System.err.println(e.getMessage());
      return new Classified(FileNames.text(image), List.of(), e.getMessage());
    }
  }
}
