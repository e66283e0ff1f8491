package dev.highorder.table;

import dev.highorder.text.ForeignText;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of text values under named columns.
 *
 * <p>Blanks around names and values are not part of them. An empty value is a missing value.
 *
 * @param source where the rows come from, for people to read: {@code iris.csv}
 * @param columns the names of the columns, all different and none empty
 * @param rows at least one, each with a value for each column
 */
public record Rows(String source, List<String> columns, List<Row> rows) {

  /**
   * One row.
   *
   * @param line the line of the file where the row begins, from 1; 0 if the rows are from no file
   * @param values the values, in the order of the columns
   */
  public record Row(long line, List<String> values) {

    /** Strips and copies the values. */
    public Row {
      values = values.stream().map(String::strip).toList();
    }
  }

  /**
   * Strips the names and copies the lists.
   *
   * @throws IllegalArgumentException if a name is empty or occurs twice, or a row is of another
   *     length
   */
  public Rows {
    columns = columns.stream().map(String::strip).toList();
    rows = List.copyOf(rows);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).isEmpty()) {
        throw bad(source, "column %s has no name. Name it in the first line.".formatted(i + 1));
      }
      if (!seen.add(columns.get(i))) {
        throw bad(
            source,
            "two columns have the name %s. Rename one of them."
                .formatted(ForeignText.show(columns.get(i))));
      }
    }
    if (rows.isEmpty()) {
      throw bad(source, "there is no row below the names of the columns. Give at least one.");
    }
    for (int i = 0; i < rows.size(); i++) {
      int values = rows.get(i).values().size();
      if (values != columns.size()) {
        throw bad(
            source,
            "%s has %s values, but there are %s columns. Give one value for each column."
                .formatted(place(rows.get(i), i), values, columns.size()));
      }
    }
  }

  private static IllegalArgumentException bad(String source, String fault) {
    return new IllegalArgumentException(ForeignText.show(source) + ": " + fault);
  }

  /**
   * Returns rows that an application has in memory.
   *
   * @param source where they come from, for messages
   * @param rows the values of each row by the names of the columns
   * @param columns the names of the columns that are read; each row has a value for each of them,
   *     and may have others
   * @throws BadValueException if a row lacks a column, or a value is {@code null}
   */
  public static Rows of(String source, List<String> columns, List<Map<String, String>> rows) {
    BadValues faults = new BadValues(source);
    List<Row> read =
        IntStream.range(0, rows.size())
            .mapToObj(i -> new Row(0, values(rows.get(i), "row " + (i + 1), columns, faults)))
            .toList();
    faults.throwIfAny();
    return new Rows(source, columns, read);
  }

  private static List<String> values(
      Map<String, String> row, String place, List<String> columns, BadValues faults) {
    return columns.stream()
        .map(
            column -> {
              String value = row.get(column);
              if (value == null) {
                faults.add(
                    place,
                    column,
                    "the row has no such value, but has %s. Give every column of the classifier; an empty text stands for a missing value."
                        .formatted(ForeignText.show(row.keySet())));
              }
              return value == null ? "" : value;
            })
        .toList();
  }

  /** Returns the number of rows, at least 1. */
  public int size() {
    return rows.size();
  }

  /**
   * Returns the index of a column.
   *
   * @throws IllegalArgumentException if there is no such column; the message lists those that are
   */
  public int column(String name) {
    int column = columns.indexOf(name.strip());
    if (column < 0) {
      throw bad(
          source,
          "there is no column %s. The columns are %s."
              .formatted(
                  ForeignText.show(name),
                  columns.stream().map(ForeignText::show).collect(Collectors.joining(", "))));
    }
    return column;
  }

  /** Returns the value in a row and a column. */
  public String value(int row, int column) {
    return rows.get(row).values().get(column);
  }

  /**
   * Returns the values of a column, from the first row to the last.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public List<String> values(String name) {
    int column = column(name);
    return rows.stream().map(row -> row.values().get(column)).toList();
  }

  /** Returns where a row is, for people to read: {@code line 17}, or {@code row 3}. */
  public String place(int row) {
    return place(rows.get(row), row);
  }

  private static String place(Row row, int index) {
    return row.line() > 0 ? "line " + row.line() : "row " + (index + 1);
  }

  /**
   * Returns some of the rows.
   *
   * @param description what they are, for people to read
   * @param chosen their indices, at least one
   */
  public Rows select(String description, int[] chosen) {
    return new Rows(description, columns, Arrays.stream(chosen).mapToObj(rows::get).toList());
  }
}
