package dev.highorder.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnMeasurementTest {

  private static final ColumnChoice REFUSING = ColumnChoice.label("y");
  private static final ColumnChoice FILLING =
      new ColumnChoice("y", List.of(), List.of(), MissingValues.FILL);

  /** Lines of values without quotes; the first has the names. */
  private static Rows rows(String... lines) {
    List<Rows.Row> rows = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      rows.add(new Rows.Row(i + 1, Arrays.asList(lines[i].split(",", -1))));
    }
    return new Rows("t.csv", Arrays.asList(lines[0].split(",", -1)), rows);
  }

  private static String fault(Rows rows, ColumnChoice choice) {
    return assertThrows(IllegalArgumentException.class, () -> ColumnMeasurement.of(rows, choice))
        .getMessage();
  }

  /** The numbers 1, 2, 6 have mean 3 and variance (4 + 1 + 9) / 3. */
  @Test
  void standardisesNumbersAndEncodesCategories() {
    Rows rows = rows("n,c,y", "1,red,a", "2,blue,b", "6,red,a");
    List<Column> columns = ColumnMeasurement.of(rows, REFUSING);
    double deviation = Math.sqrt(14 / 3.0);
    assertEquals(
        List.of(
            new Column("n", new Standardisation(3, deviation, null), null),
            new Column("c", null, new OneHot(List.of("blue", "red"), null))),
        columns);
    float[][] vectors = Column.encodeAll(columns, rows);
    assertArrayEquals(new float[] {(float) (-2 / deviation), 0, 1}, vectors[0]);
    assertArrayEquals(new float[] {(float) (-1 / deviation), 1, 0}, vectors[1]);
    assertArrayEquals(new float[] {(float) (3 / deviation), 0, 1}, vectors[2]);
  }

  @Test
  void findsColumnsByName() {
    List<Column> columns = ColumnMeasurement.of(rows("n,c,y", "0,red,a", "2,blue,b"), REFUSING);
    float[][] vectors = Column.encodeAll(columns, rows("extra,c,n", "9,blue,1"));
    assertArrayEquals(new float[] {0, 1, 0}, vectors[0]);
  }

  @Test
  void aConstantColumnIsZero() {
    Rows rows = rows("n,y", "7,a", "7,b");
    assertArrayEquals(
        new float[] {0}, Column.encodeAll(ColumnMeasurement.of(rows, REFUSING), rows)[0]);
  }

  @Test
  void aSlipInAColumnOfNumbersIsNoCategory() {
    assertEquals(
        "t.csv, line 3, column n: 12;5 is not a number, but 2 other values of the column are. Correct it, or declare the column as one of categories (--categories).",
        fault(rows("n,y", "1,a", "12;5,b", "3,a"), REFUSING));
    for (String value : List.of("1f", "0x10", "Infinity", "1e999", "1 000", "--1", "١")) {
      assertTrue(
          fault(rows("n,y", "1,a", value + ",b"), REFUSING).contains("line 3, column n"), value);
    }
  }

  @Test
  void numbersMayBeDeclaredAsCategories() {
    ColumnChoice choice = new ColumnChoice("y", List.of(), List.of("n"), MissingValues.REFUSE);
    assertEquals(
        List.of("07", "7", "x"),
        ColumnMeasurement.of(rows("n,y", "7,a", "07,b", "x,b"), choice).get(0).category().values());
  }

  @Test
  void namesEachMissingValue() {
    String message = fault(rows("n,c,y", "1,red,a", ",red,b", "NA,blue,a"), REFUSING);
    assertEquals(
        List.of(
            "t.csv: 2 values cannot be used:",
            "  line 3, column n: " + Column.MISSING,
            "  line 4, column n: " + Column.MISSING),
        message.lines().toList());
    assertTrue(fault(rows("c,y", "red,a", ",b"), REFUSING).startsWith("t.csv, line 3, column c: "));
  }

  @Test
  void fillsMissingValuesOnlyWhenAsked() {
    Rows rows = rows("n,c,y", "1,red,a", "3,blue,b", "?,,a", "2,red,b");
    List<Column> columns = ColumnMeasurement.of(rows, FILLING);
    assertEquals(2.0, columns.get(0).number().fill());
    assertEquals("red", columns.get(1).category().fill());
    assertArrayEquals(new float[] {0, 0, 1}, Column.encodeAll(columns, rows)[2]);
  }

  /** NA is the code of Namibia. */
  @Test
  void marksOfMissingNumbersAreOrdinaryCategories() {
    Column column = ColumnMeasurement.of(rows("c,y", "NA,a", "DE,b"), REFUSING).get(0);
    assertEquals(List.of("DE", "NA"), column.category().values());
  }

  @Test
  void namesTheLineOfAnUnknownCategory() {
    List<Column> columns = ColumnMeasurement.of(rows("c,y", "red,a", "blue,b"), REFUSING);
    String message =
        assertThrows(
                BadValueException.class, () -> Column.encodeAll(columns, rows("c", "red", "green")))
            .getMessage();
    assertEquals(
        "t.csv, line 3, column c: green is not a category of the training set: blue, red. Correct it, or train with examples of it.",
        message);
  }

  @Test
  void refusesColumnsThatSayNothing() {
    String[] lines =
        IntStream.rangeClosed(0, 1001)
            .mapToObj(i -> i == 0 ? "c,y" : "name" + i + ",a")
            .toArray(String[]::new);
    assertTrue(fault(rows(lines), REFUSING).contains("1001 different values"));
    assertTrue(fault(rows("c,y", ",a", ",b"), FILLING).contains("every value is missing"));
    assertTrue(fault(rows("n,y", "1e300,a", "-1e300,b"), REFUSING).contains("too large"));
  }

  @Test
  void aColumnHasOneRole() {
    Rows rows = rows("n,m,y", "1,2,a", "2,1,b");
    ColumnChoice twice = new ColumnChoice("y", List.of("n"), List.of("n"), MissingValues.REFUSE);
    assertTrue(fault(rows, twice).contains("two roles"));
    ColumnChoice none = new ColumnChoice("y", List.of("n", "m"), List.of(), MissingValues.REFUSE);
    assertTrue(fault(rows, none).contains("no column is left"));
    assertTrue(fault(rows, ColumnChoice.label("z")).contains("no column z"));
  }
}
