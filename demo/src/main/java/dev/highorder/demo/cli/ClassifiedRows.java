package dev.highorder.demo.cli;

import dev.highorder.classifier.ClassProbability;
import dev.highorder.classifier.Prediction;
import dev.highorder.demo.cli.output.Json;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.source.FileNames;
import dev.highorder.source.csv.CsvFile;
import dev.highorder.table.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The classes of the rows of CSV files.
 *
 * @param columns the columns that the classifier reads
 * @param classifier classifies rows together
 * @param top how many classes are printed for each row
 */
record ClassifiedRows(List<String> columns, Function<Rows, List<Prediction>> classifier, int top) {

  private static final int BATCH = 64;

  /**
   * The result of one row.
   *
   * @param error why the row could not be classified; null if it could
   */
  private record Classified(String file, long line, List<ClassProbability> guesses, String error) {

    String place() {
      return file + ":" + line;
    }

    String best() {
      return error == null ? guesses.get(0).name() : "(not classified)";
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

  /** Classifies the rows of files and prints the results; returns the exit code. */
  int print(List<Path> files, boolean json) throws IOException {
    List<Classified> results = new ArrayList<>();
    for (Path file : files) {
      Rows rows = read(file);
      for (int from = 0; from < rows.size(); from += BATCH) {
        int[] batch = IntStream.range(from, Math.min(rows.size(), from + BATCH)).toArray();
        results.addAll(classify(FileNames.text(file), rows.select(rows.source(), batch)));
      }
    }
    if (json) {
      System.out.println(Json.of(results));
    } else {
      Table.of(results)
          .column("row", Classified::place)
          .column("class", Classified::best)
          .column("probability", Classified::bestProbability)
          .column("or", Classified::others)
          .print(false);
    }
    return results.stream().allMatch(result -> result.error() == null) ? 0 : Failures.FAILED;
  }

  private Rows read(Path file) throws IOException {
    Rows rows = CsvFile.read(file);
    try {
      columns.forEach(rows::column);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    return rows;
  }

  /** Classifies rows together, or one by one if some cannot be used. */
  private List<Classified> classify(String file, Rows rows) {
    try {
      List<Prediction> predictions = classifier.apply(rows);
      return IntStream.range(0, rows.size())
          .mapToObj(
              i ->
                  new Classified(
                      file, rows.rows().get(i).line(), predictions.get(i).top(top), null))
          .toList();
    } catch (IllegalArgumentException e) {
      if (rows.size() == 1) {
        System.err.println(e.getMessage());
        return List.of(new Classified(file, rows.rows().get(0).line(), List.of(), e.getMessage()));
      }
      return IntStream.range(0, rows.size())
          .mapToObj(i -> classify(file, rows.select(rows.source(), new int[] {i})))
          .flatMap(List::stream)
          .toList();
    }
  }
}
