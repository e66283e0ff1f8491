package dev.highorder.demo.cli.output;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.highorder.text.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * A table that is printed as text for people or as JSON for programs.
 *
 * <pre>{@code
 * Table.of(rows)
 *     .column("scheme", Row::scheme)
 *     .column("memory", "megabytes", Row::megabytes, "%.0f MB")
 *     .print(json);
 * }</pre>
 *
 * <p>The text has a heading for each column, and formatted values; columns of numbers are aligned
 * on the right. The JSON is an array with an object for each row, and holds numbers unrounded;
 * numbers that JSON cannot express, such as infinity, become {@code null}.
 *
 * @param <R> the type of a row
 */
public final class Table<R> {

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().create();

  private final List<R> rows;
  private final List<Column<R>> columns = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * A column.
   *
   * @param heading the heading of the text
   * @param key the name in JSON
   * @param text the value as text; empty for a value that only JSON has
   */
  private record Column<R>(
      String heading, String key, Function<R, ?> value, Optional<Function<R, String>> text) {}

  private Table(List<R> rows) {
    this.rows = List.copyOf(rows);
  }

  /** Returns a table of these rows, without columns yet. */
  public static <R> Table<R> of(List<R> rows) {
    return new Table<>(rows);
  }

  /**
   * Adds a column of values that print well as they are.
   *
   * @param heading the heading; its words, joined in camel case, are the name in JSON
   * @param value a string, an enum constant, a number, a boolean or an optional number
   */
  public Table<R> column(String heading, Function<R, ?> value) {
    return column(heading, value, row -> plain(value.apply(row)));
  }

  /**
   * Adds a column of formatted values.
   *
   * @param format as {@link String#format} takes it, such as {@code %.2f}
   */
  public Table<R> column(String heading, Function<R, ?> value, String format) {
    return column(heading, key(heading), value, format);
  }

  /**
   * Adds a column of formatted values whose name in JSON differs from its heading, such as one that
   * names the unit.
   */
  public Table<R> column(String heading, String key, Function<R, ?> value, String format) {
    return column(heading, key, value, row -> String.format(Locale.ROOT, format, value.apply(row)));
  }

  /** Adds a column whose text is a function of the whole row. */
  public Table<R> column(String heading, Function<R, ?> value, Function<R, String> text) {
    return column(heading, key(heading), value, text);
  }

  /** Adds a column, all of it stated. */
  public Table<R> column(
      String heading, String key, Function<R, ?> value, Function<R, String> text) {
    return add(new Column<>(heading, key, value, Optional.of(text)));
  }

  /**
   * Adds a value that only the JSON has.
   *
   * @param key its name
   */
  public Table<R> detail(String key, Function<R, ?> value) {
    return add(new Column<>("", key, value, Optional.empty()));
  }

  private Table<R> add(Column<R> column) {
    if (columns.stream().anyMatch(other -> other.key().equals(column.key()))) {
      throw new IllegalArgumentException(
          "Two columns are named '%s' in JSON. Give one another name.".formatted(column.key()));
    }
    columns.add(column);
    return this;
  }

  /** Adds a sentence that is printed below the text, and on the error stream in case of JSON. */
  public Table<R> note(String note) {
    notes.add(note);
    return this;
  }

  /** Prints the table to the standard output, as JSON or as text. */
  public void print(boolean asJson) {
    if (asJson) {
      System.out.println(json());
      notes.forEach(System.err::println);
    } else {
      System.out.println(text());
      notes.forEach(System.out::println);
    }
  }

  /** Returns an array of objects, as indented JSON in ASCII. */
  public String json() {
    JsonArray array = new JsonArray();
    for (R row : rows) {
      JsonObject object = new JsonObject();
      columns.forEach(column -> object.add(column.key(), element(column.value().apply(row))));
      array.add(object);
    }
    return Json.escaped(GSON.toJson(array));
  }

  private static JsonElement element(Object value) {
    if (value instanceof OptionalInt number) {
      return number.isPresent() ? new JsonPrimitive(number.getAsInt()) : JsonNull.INSTANCE;
    }
    if (value instanceof OptionalDouble number) {
      return number.isPresent() ? element(number.getAsDouble()) : JsonNull.INSTANCE;
    }
    if (value instanceof Number number) {
      return Double.isFinite(number.doubleValue()) ? new JsonPrimitive(number) : JsonNull.INSTANCE;
    }
    if (value instanceof Boolean truth) {
      return new JsonPrimitive(truth);
    }
    return value == null ? JsonNull.INSTANCE : new JsonPrimitive(value.toString());
  }

  private static String plain(Object value) {
    if (value instanceof OptionalInt number) {
      return number.isPresent() ? String.valueOf(number.getAsInt()) : "-";
    }
    return value == null ? "" : value.toString();
  }

  /** Returns {@code 12.5%} for the share 0.125 and one digit. */
  public static String percent(double share, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f%%", 100 * share);
  }

  /** Returns {@code trainingLoss} for {@code training loss}. */
  private static String key(String heading) {
    StringBuilder key = new StringBuilder();
    for (String word : heading.replace("'", "").split("[^A-Za-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        boolean isFirst = key.isEmpty();
        String letter = word.substring(0, 1);
        key.append(isFirst ? letter.toLowerCase(Locale.ROOT) : letter.toUpperCase(Locale.ROOT))
            .append(word.substring(1));
      }
    }
    return key.toString();
  }

  /** Returns the headings, a line below them, and the rows. */
  public String text() {
    return layOut(cells());
  }

  /** Returns the headings and then the rows, as they are printed. */
  public List<List<String>> cells() {
    List<Column<R>> shown = columns.stream().filter(c -> c.text().isPresent()).toList();
    List<List<String>> lines = new ArrayList<>();
    lines.add(shown.stream().map(Column::heading).toList());
    for (R row : rows) {
      lines.add(shown.stream().map(c -> cell(c.text().orElseThrow().apply(row))).toList());
    }
    return lines;
  }

  /** Returns the sentences below the text. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Names come from outside; none may end its row. */
  private static String cell(String text) {
    return ForeignText.showMessage(text).replace("\n", "\\u000a").replace("\t", "\\u0009");
  }

  /** Returns headings and rows with a line below the headings, in columns of equal width. */
  public static String layOut(List<List<String>> lines) {
    int columns = lines.get(0).size();
    int[] widths = new int[columns];
    boolean[] right = new boolean[columns];
    for (int c = 0; c < columns; c++) {
      int column = c;
      widths[c] = lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
      right[c] =
          lines.stream()
              .skip(1)
              .allMatch(line -> line.get(column).matches("[-+]?[\\d.,]+(e[-+]?\\d+)?[%xs]?|-?"));
    }
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < lines.size(); r++) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String cell = lines.get(r).get(c);
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
