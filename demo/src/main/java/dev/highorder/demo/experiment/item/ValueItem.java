package dev.highorder.demo.experiment.item;

import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.report.Section;
import java.io.IOException;

/**
 * An item that is a table of values, computed or measured without a data set.
 *
 * @param name the name of the item
 * @param title a line about it
 * @param text what the table shows
 * @param source computes the table
 */
record ValueItem(String name, String title, String text, Source source) implements PaperItem {

  /** Computes a table. */
  @FunctionalInterface
  interface Source {
    Table<?> table(ItemContext context) throws IOException, InterruptedException;
  }

  @Override
  public Section section(ItemContext context) throws IOException, InterruptedException {
    return new Section(name, title).paragraph(text).grid(Grids.of("", source.table(context)));
  }
}
