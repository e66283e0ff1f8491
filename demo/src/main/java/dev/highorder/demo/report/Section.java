package dev.highorder.demo.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.highorder.demo.chart.SvgChart;
import java.util.ArrayList;
import java.util.List;

/** A section of a report about one item: text, tables and figures in their order. */
public final class Section {

  private final String id;
  private final String title;
  private final List<Part> parts = new ArrayList<>();
  private final JsonObject data = new JsonObject();

  /** A part of a section. */
  public sealed interface Part {}

  /** A paragraph of plain text. */
  public record Paragraph(String text) implements Part {}

  /**
   * A table.
   *
   * @param title its title
   * @param lines the headings, then the rows; all have the same number of cells
   * @param notes sentences below it
   * @param json its rows as JSON
   */
  public record Grid(String title, List<List<String>> lines, List<String> notes, String json)
      implements Part {

    /** Copies the lists. */
    public Grid {
      lines = lines.stream().map(List::copyOf).toList();
      notes = List.copyOf(notes);
    }
  }

  /** A chart with a caption. */
  public record Figure(SvgChart chart, String caption) implements Part {}

  /**
   * Begins a section.
   *
   * @param id a name in lower-case letters, digits and hyphens, unique in the report
   * @param title the heading
   */
  public Section(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** Adds a paragraph. */
  public Section paragraph(String text) {
    parts.add(new Paragraph(text));
    return this;
  }

  /** Adds a table. */
  public Section grid(Grid grid) {
    parts.add(grid);
    return this;
  }

  /** Adds a chart; its caption says what to see in it. */
  public Section figure(SvgChart chart, String caption) {
    parts.add(new Figure(chart, caption));
    return this;
  }

  /** Adds values to the JSON file that the page does not print. */
  public Section data(String name, JsonElement values) {
    data.add(name, values);
    return this;
  }

  /** Returns the name. */
  public String id() {
    return id;
  }

  /** Returns the heading. */
  public String title() {
    return title;
  }

  /** Returns all parts in order. */
  public List<Part> parts() {
    return List.copyOf(parts);
  }

  /** Returns the tables in order. */
  public List<Grid> grids() {
    return parts.stream().filter(Grid.class::isInstance).map(Grid.class::cast).toList();
  }

  JsonObject data() {
    return data;
  }
}
