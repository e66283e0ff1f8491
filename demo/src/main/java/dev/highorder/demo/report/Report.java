package dev.highorder.demo.report;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.highorder.demo.report.Section.Grid;
import dev.highorder.storage.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A report of several items.
 *
 * @param title the heading of the page
 * @param provenance where its numbers come from
 * @param sections a section for each item
 */
public record Report(String title, Provenance provenance, List<Section> sections) {

  /** Copies the list. */
  public Report {
    sections = List.copyOf(sections);
  }

  /** Returns the page: HTML that needs no other file and no network. */
  public String html() {
    return HtmlPage.of(title, provenance, sections);
  }

  /** Returns all values as indented JSON. */
  public String json() {
    JsonObject json = new JsonObject();
    json.addProperty("title", title);
    json.addProperty("command", provenance.command());
    provenance.values().forEach(json::addProperty);
    JsonArray array = new JsonArray();
    for (Section section : sections) {
      JsonObject object = new JsonObject();
      object.addProperty("name", section.id());
      object.addProperty("title", section.title());
      JsonArray tables = new JsonArray();
      for (Grid grid : section.grids()) {
        JsonObject table = new JsonObject();
        table.addProperty("title", grid.title());
        table.add("rows", JsonParser.parseString(grid.json()));
        tables.add(table);
      }
      object.add("tables", tables);
      section.data().asMap().forEach(object::add);
      array.add(object);
    }
    json.add("items", array);
    return new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(json);
  }

  /**
   * Writes {@code NAME.html} and {@code NAME.json}, each as a whole or not at all.
   *
   * @param folder is created if it is missing
   * @return the page
   * @throws IOException if they cannot be written
   */
  public Path write(Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    AtomicFile.write(folder.resolve(name + ".json"), json() + "\n");
    Path page = folder.resolve(name + ".html");
    AtomicFile.write(page, html());
    return page;
  }
}
