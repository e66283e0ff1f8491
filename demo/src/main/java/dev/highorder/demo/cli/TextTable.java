package dev.highorder.demo.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A table for terminals; columns of numbers line up on the right. */
public final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();

  /** Starts a table with its headings. */
  public TextTable(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row; missing cells stay empty. */
  public TextTable row(Object... cells) {
    List<String> row = new ArrayList<>(Arrays.stream(cells).map(String::valueOf).toList());
    row.addAll(Collections.nCopies(rows.get(0).size() - row.size(), ""));
    rows.add(row);
    return this;
  }

  /** Returns the table with a line below its headings. */
  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    boolean[] right = new boolean[columns];
    for (int c = 0; c < columns; c++) {
      int column = c;
      widths[c] = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      right[c] =
          rows.stream().skip(1).allMatch(row -> row.get(column).matches("[-+]?[\\d.,]+[%xs]?|"));
    }
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String cell = rows.get(r).get(c);
        String padding = " ".repeat(widths[c] - cell.length());
        line.append(c > 0 ? "  " : "").append(right[c] ? padding + cell : cell + padding);
      }
      text.append(line.toString().stripTrailing()).append('\n');
      if (r == 0) {
        text.append("-".repeat(line.length())).append('\n');
      }
    }
    return text.toString();
  }
}
