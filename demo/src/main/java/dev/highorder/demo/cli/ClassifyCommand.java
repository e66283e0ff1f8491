package dev.highorder.demo.cli;

import ai.djl.engine.Engine;
import ai.djl.modality.Classifications;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.demo.cli.options.EngineOptions;
import dev.highorder.demo.cli.output.Json;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.image.BadImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code classify}: the most probable classes of images. */
@Command(
    name = "classify",
    description = "Prints the most probable classes of images.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class ClassifyCommand implements Callable<Integer> {

  @Mixin private EngineOptions engineOptions;

  @Parameters(index = "0", paramLabel = "CLASSIFIER", description = "Directory that train saved.")
  private Path directory;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "PNG, JPEG, GIF or BMP file, or a folder of them.")
  private List<Path> images;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Classes to print for each image.",
      defaultValue = "2")
  private int top;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  /**
   * The result of one image.
   *
   * @param error why the image could not be classified; null if it could
   */
  private record Classified(String image, List<Guess> guesses, String error) {

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

  /** A class and its probability. */
  private record Guess(String name, double probability) {}

  @Override
  public Integer call() throws IOException {
    Engine engine = engineOptions.spec().start();
    List<Classified> results = new ArrayList<>();
    try (ImageClassifier classifier =
        ImageClassifier.load(directory, engine, engineOptions.spec().device(engine))) {
      for (Path image : files()) {
        results.add(classify(classifier, image));
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

  /** Returns the files that were named, and those of each folder sorted by name. */
  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path image : images) {
      files.addAll(Files.isDirectory(image) ? filesIn(image) : List.of(image));
    }
    return files;
  }

  /** Returns the files of a folder; hidden ones are passed over, as in training. */
  private static List<Path> filesIn(Path folder) throws IOException {
    List<Path> entries;
    try (Stream<Path> inside = Files.list(folder)) {
      entries = inside.filter(entry -> !isHidden(entry)).sorted().toList();
    }
    for (Path entry : entries) {
      if (Files.isDirectory(entry)) {
        System.err.println(
            entry + " is a folder and is passed over. Name it to classify its images.");
      }
    }
    List<Path> files = entries.stream().filter(Files::isRegularFile).toList();
    if (files.isEmpty()) {
      throw new IOException(folder + " is a folder without files. Name a folder with images.");
    }
    return files;
  }

  private static boolean isHidden(Path entry) {
    return entry.getFileName().toString().startsWith(".");
  }

  /** Classifies one image; an image that cannot be read does not end the run. */
  private Classified classify(ImageClassifier classifier, Path image) {
    try {
      List<Guess> guesses =
          classifier.classify(image).<Classifications.Classification>topK(Math.max(1, top)).stream()
              .map(guess -> new Guess(guess.getClassName(), guess.getProbability()))
              .toList();
      return new Classified(image.toString(), guesses, null);
    } catch (BadImageException e) {
      System.err.println(e.getMessage());
      return new Classified(image.toString(), List.of(), e.getMessage());
    }
  }
}
