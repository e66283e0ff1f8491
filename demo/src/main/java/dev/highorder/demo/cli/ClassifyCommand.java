package dev.highorder.demo.cli;

import ai.djl.engine.Engine;
import ai.djl.modality.Classifications;
import ai.djl.util.JsonUtils;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.image.BadImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code classify}: names what images show. */
@Command(
    name = "classify",
    description = "Names what images show.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class ClassifyCommand implements Callable<Integer> {

  @Mixin private EngineOptions engineOptions;

  @Parameters(
      index = "0",
      paramLabel = "CLASSIFIER",
      description = "The directory that train saved.")
  private Path directory;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "PNG, JPEG, GIF or BMP, or a folder of them.")
  private List<Path> images;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Classes shown of each image.",
      defaultValue = "2")
  private int top;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  /** One line of the result. */
  private record Named(String image, List<Guess> guesses, String error) {}

  /** A class and its probability. */
  private record Guess(String name, double probability) {}

  @Override
  public Integer call() throws IOException {
    Engine engine = engineOptions.start();
    List<Named> results = new ArrayList<>();
    try (ImageClassifier classifier =
        ImageClassifier.load(directory, engine, engineOptions.device(engine))) {
      for (Path image : files()) {
        results.add(name(classifier, image));
      }
    }
    if (json) {
      System.out.println(JsonUtils.GSON_PRETTY.toJson(results));
    } else {
      print(results);
    }
    return results.stream().allMatch(result -> result.error() == null) ? 0 : Failures.FAILED;
  }

  /** The images themselves, and those of each folder by name. */
  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path image : images) {
      if (!Files.isDirectory(image)) {
        files.add(image);
        continue;
      }
      try (Stream<Path> inside = Files.list(image)) {
        List<Path> found = inside.filter(Files::isRegularFile).sorted().toList();
        if (found.isEmpty()) {
          throw new IOException(image + " is an empty folder; name one with images.");
        }
        files.addAll(found);
      }
    }
    return files;
  }

  /** A bad image does not keep the others from being named. */
  private Named name(ImageClassifier classifier, Path image) {
    try {
      List<Guess> guesses =
          classifier.classify(image).<Classifications.Classification>topK(Math.max(1, top)).stream()
              .map(guess -> new Guess(guess.getClassName(), guess.getProbability()))
              .toList();
      return new Named(image.toString(), guesses, null);
    } catch (BadImageException e) {
      System.err.println(e.getMessage());
      return new Named(image.toString(), List.of(), e.getMessage());
    }
  }

  private static void print(List<Named> results) {
    TextTable table = new TextTable("image", "class", "probability", "or");
    for (Named result : results) {
      if (result.error() != null) {
        table.row(result.image(), "(not readable)");
        continue;
      }
      List<String> others =
          result.guesses().stream()
              .skip(1)
              .map(guess -> "%s %.1f%%".formatted(guess.name(), 100 * guess.probability()))
              .toList();
      Guess best = result.guesses().get(0);
      table.row(
          result.image(),
          best.name(),
          "%.1f%%".formatted(100 * best.probability()),
          String.join(", ", others));
    }
    System.out.println(table);
  }
}
