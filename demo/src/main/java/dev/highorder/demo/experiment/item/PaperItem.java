package dev.highorder.demo.experiment.item;

import dev.highorder.demo.experiment.run.Experiment;
import dev.highorder.demo.report.Section;
import java.io.IOException;
import java.util.List;

/** A figure, a table or a claim of the paper that one command makes again. */
public interface PaperItem {

  /** Returns its name as an argument of the command line, such as {@code fig12}. */
  String name();

  /** Returns a line about it. */
  String title();

  /** Returns the trainings that it needs; none by default. */
  default List<Experiment> experiments(Scale scale) {
    return List.of();
  }

  /** Returns whether it needs images; only if it trains by default. */
  default boolean needsImages() {
    return !experiments(Scale.TINY).isEmpty();
  }

  /**
   * Returns its section of the report, when its trainings are done. What else is measured, is
   * measured now.
   *
   * @throws IOException if images cannot be read, or results not be written
   */
  Section section(ItemContext context) throws IOException, InterruptedException;
}
