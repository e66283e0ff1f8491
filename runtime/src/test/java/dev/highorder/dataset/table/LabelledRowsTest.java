package dev.highorder.dataset.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.image.Normalisation;
import dev.highorder.input.ImageFormat;
import dev.highorder.table.BadValueException;
import dev.highorder.table.ColumnChoice;
import dev.highorder.table.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelledRowsTest {

  private static final ColumnChoice CHOICE = ColumnChoice.label("y");

  private static Rows rows(String... lines) {
    List<Rows.Row> rows = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      rows.add(new Rows.Row(i + 2, Arrays.asList(lines[i].split(",", -1))));
    }
    return new Rows("t.csv", List.of("n", "y"), rows);
  }

  private static String fault(Runnable work) {
    return assertThrows(IllegalArgumentException.class, work::run).getMessage();
  }

  @Test
  void labelsAreInAlphabeticalOrder() {
    LabelledRows set = LabelledRows.of(rows("1,pear", "2,apple", "3,pear", "4,apple"), CHOICE);
    assertEquals(List.of("apple", "pear"), set.classes());
    assertEquals(1, set.label(0));
    assertEquals(0, set.label(1));
    assertEquals(4, set.size());
  }

  @Test
  void encodesInAForeignFormat() {
    LabelledRows training = LabelledRows.of(rows("0,a", "2,b"), CHOICE);
    LabelledRows test = LabelledRows.of(rows("5,b"), CHOICE, training.classes());
    float[] target = new float[3];
    test.encoder(training.measuredFormat()).encode(0, 0, target, 1);
    assertArrayEquals(new float[] {0, 4, 0}, target); // mean 1, deviation 1
    assertTrue(
        fault(() -> test.encoder(new ImageFormat(3, 2, 2, Normalisation.none())))
            .contains("these examples are rows of a table"));
  }

  @Test
  void namesTheLineOfABadLabel() {
    assertEquals(
        "t.csv, line 3, column y: the label is missing. Fill it in, or remove the row.",
        fault(() -> LabelledRows.of(rows("1,a", "2,", "3,b"), CHOICE)));
    assertEquals(
        "t.csv, line 3, column y: c is not a class of the training set: [a, b]. Correct it, or remove the row.",
        fault(() -> LabelledRows.of(rows("1,a", "2,c"), CHOICE, List.of("a", "b"))));
    assertTrue(fault(() -> LabelledRows.of(rows("1,a", "2,a"), CHOICE)).contains("at least two"));
    assertTrue(
        fault(() -> LabelledRows.of(rows("1,1.5", "2,2.5", "3,3.5"), CHOICE))
            .contains("3 examples with 3 different labels"));
  }

  @Test
  void namesTheLineOfABadValue() {
    LabelledRows training = LabelledRows.of(rows("0,a", "2,b"), CHOICE);
    LabelledRows test = LabelledRows.of(rows("1,a", "x,b"), CHOICE, training.classes());
    assertTrue(
        assertThrows(BadValueException.class, () -> test.encoder(training.measuredFormat()))
            .getMessage()
            .startsWith("t.csv, line 3, column n: x is not a number."));
  }

  /** Every change of a value, a label or an order is seen, and no two tables run together. */
  @Test
  void theChecksumCoversEverything() {
    String sum = LabelledRows.of(rows("1,a", "2,b"), CHOICE).sha256();
    assertEquals(sum, LabelledRows.of(rows("1,a", " 2 ,b"), CHOICE).sha256());
    for (Rows other :
        List.of(rows("1,a", "3,b"), rows("1,b", "2,a"), rows("2,b", "1,a"), rows("12,a", ",b"))) {
      assertNotEquals(sum, LabelledRows.of(other, CHOICE).sha256());
    }
  }
}
