package dev.highorder.demo.cli;

import dev.highorder.demo.cli.output.Json;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.report.Report;
import dev.highorder.demo.report.Section;
import dev.highorder.demo.report.Section.Grid;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Prints the tables of a report, and writes it. */
final class ReportOutput {

  private static final String NAME = "report";

  private ReportOutput() {}

  /**
   * Prints and writes a report.
   *
   * @param json whether the tables are printed as JSON
   * @throws IOException if it cannot be written
   */
  static void print(Report report, Path folder, boolean json) throws IOException {
    List<Grid> grids =
        report.sections().stream().flatMap(section -> section.grids().stream()).toList();
    if (json) {
      // One table alone is an array of its rows.
      System.out.println(grids.size() == 1 ? grids.get(0).json() : Json.escaped(report.json()));
      grids.forEach(grid -> grid.notes().forEach(System.err::println));
    } else {
      report.sections().forEach(section -> print(section, report.sections().size() > 1));
    }
    System.err.println("report: " + ForeignText.show(report.write(folder, NAME)));
  }

  private static void print(Section section, boolean isOneOfSeveral) {
    if (isOneOfSeveral) {
      System.out.println(section.title() + "\n");
    }
    for (Grid grid : section.grids()) {
      if (!grid.title().isEmpty() && (isOneOfSeveral || section.grids().size() > 1)) {
        System.out.println(grid.title() + "\n");
      }
      System.out.println(Table.layOut(grid.lines()));
      grid.notes().forEach(System.out::println);
      if (isOneOfSeveral || section.grids().size() > 1) {
        System.out.println();
      }
    }
  }
}
