package dev.highorder.demo.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Pages name classes and methods that exist, and {@code docs/architecture.md} every room. */
class NamesTest {

  private static final SourceFile PAGE = Repository.page("docs/architecture.md");

  /** A row of a table of rooms: name, purpose, invariant. */
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\|(.+)\\|(.+)\\|$");

  /** A class, perhaps with a method: {@code FitLoop}, {@code Network.builder()}. */
  private static final Pattern CLASS =
      Pattern.compile("`@?([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+))?(?:\\([^`]*\\))?`");

  /** Names of the Java platform, of libraries, and of the examples in the pages. */
  private static final Set<String> FOREIGN =
      Set.of(
          "Block",
          "SequentialBlock",
          "AbstractBlock",
          "NDArray",
          "BufferedImage",
          "Callable",
          "Command",
          "JvmStatic",
          "EarlyStoppingListener",
          "TrainingListener",
          "Predictor",
          "RuntimeException",
          "Error",
          "EasyTrain",
          "MXNet",
          "PyTorch",
          "NaiveEngine",
          "ThreadedEngine",
          "ThreadedEnginePerDevice",
          "Foo",
          "FooTest",
          "UnitRk4",
          "ResidualRk4",
          "VggRk4",
          "VggEuler",
          "VggMidpoint",
          "TanhUnitRk4");

  /** The pages that are written by hand. */
  private static final List<String> PAGES =
      List.of(
          "README.md",
          "CONTRIBUTING.md",
          "docs/architecture.md",
          "docs/choosing-a-scheme.md",
          "docs/embedding.md",
          "docs/extending.md",
          "docs/getting-started.md",
          "docs/performance.md",
          "docs/platforms.md",
          "docs/sub-nets.md",
          "docs/testing.md",
          "docs/training.md",
          "docs/graphs.md",
          "docs/cuda.md",
          "docs/command-line.md");

  @Test
  void roomsAreThoseOfTheTable() {
    Set<String> rooms = new TreeSet<>();
    ROW.matcher(PAGE.text()).results().forEach(row -> rooms.add(row.group(1)));
    assertEquals(
        House.ROOMS.stream().map(Room::name).collect(Collectors.toCollection(TreeSet::new)), rooms);
  }

  @Test
  void everyRoomHasAPurposeAndAnInvariant() {
    ROW.matcher(PAGE.text())
        .results()
        .forEach(
            row ->
                assertTrue(
                    row.group(2).strip().length() > 10 && row.group(3).strip().length() > 10,
                    row.group()));
  }

  /** Rooms with a dot may be drawn inside another, by the last part of their name. */
  @Test
  void drawingHasEveryRoom() {
    String drawing = Repository.page("docs/architecture.svg").text();
    assertEquals(
        List.of(),
        House.ROOMS.stream()
            .map(Room::name)
            .filter(name -> !name.startsWith("demo"))
            .filter(
                name ->
                    !drawing.contains(">" + name + "<")
                        && !drawing.contains(name.replaceFirst(".*\\.", "")))
            .toList());
  }

  @Test
  void classesAndMethodsExist() {
    List<String> missing =
        PAGES.stream()
            .flatMap(
                page ->
                    missing(Repository.page(page).text()).stream().map(name -> page + ": " + name))
            .toList();
    assertTrue(missing.isEmpty(), () -> String.join("\n", missing));
  }

  @Test
  void missingNamesAreFound() {
    assertEquals(List.of(), missing("`Network.builder()`, `@HighOrder`, `NDArray`, `RK4`"));
    assertEquals(2, missing("`NoSuchClass`, `Network.noSuchMethod`").size());
  }

  private static List<String> missing(String text) {
    Map<String, SourceFile> classes =
        Repository.allSources().stream()
            .filter(file -> file.path().endsWith(".java"))
            .filter(file -> !file.path().endsWith("-info.java"))
            .collect(
                Collectors.toMap(
                    file -> file.path().replaceAll(".*/|\\.java$", ""),
                    Function.identity(),
                    (first, second) -> first));
    List<String> missing = new ArrayList<>();
    Matcher name = CLASS.matcher(text);
    while (name.find()) {
      SourceFile file = classes.get(name.group(1));
      boolean isThere =
          file == null
              ? FOREIGN.contains(name.group(1))
              : name.group(2) == null || file.text().contains(name.group(2));
      if (!isThere) {
        missing.add("There is no %s in the sources.".formatted(name.group()));
      }
    }
    return missing;
  }
}
