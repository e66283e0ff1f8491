package dev.highorder.demo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.demo.CommandLineRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {

  @TempDir Path folder;

  @Test
  void theScoresArePrintedThoughTheChartCannotBeWritten() {
    Path classifier = folder.resolve("c");
    String options = "--limit 2 --width 4 --batch 10 --epochs 1 --samples ";
    Object[] train =
        ("train --out " + classifier + " " + options + folder.resolve("samples")).split(" ", -1);
    assertEquals(0, CommandLineRun.of(train).code());

    CommandLineRun evaluate =
        CommandLineRun.of(
            "evaluate",
            classifier,
            "--limit",
            2,
            "--confusion-matrix",
            folder.resolve("none/chart.png"));

    assertEquals(1, evaluate.code(), "a script that needs the file must notice");
    assertTrue(evaluate.out().contains("calibration error"), evaluate.out());
    assertTrue(evaluate.err().contains("chart.png is not written"), evaluate.err());
  }
}
