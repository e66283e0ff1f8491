package dev.highorder.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowsTest {

  /** Values separated by commas; the first line has the names. */
  private static Rows rows(String... lines) {
    List<List<String>> values =
        Arrays.stream(lines).map(line -> Arrays.asList(line.split(",", -1))).toList();
    return new Rows(
        "t.csv", values.get(0), values.stream().skip(1).map(row -> new Rows.Row(0, row)).toList());
  }

  private static String fault(Runnable work) {
    return assertThrows(IllegalArgumentException.class, work::run).getMessage();
  }

  @Test
  void blanksAroundNamesAndValuesAreNotPartOfThem() {
    Rows rows = rows(" a ,b", "\t1 , x y ");
    assertEquals(List.of("a", "b"), rows.columns());
    assertEquals("1", rows.value(0, rows.column("a")));
    assertEquals("x y", rows.value(0, rows.column(" b ")));
  }

  @Test
  void namesWhatIsWrongWithColumnsAndRows() {
    assertEquals(
        "t.csv: two columns have the name a. Rename one of them.",
        fault(() -> rows("a, a", "1,2")));
    assertEquals(
        "t.csv: column 2 has no name. Name it in the first line.", fault(() -> rows("a, ", "1,2")));
    assertEquals(
        "t.csv: row 2 has 1 values, but there are 2 columns. Give one value for each column.",
        fault(() -> rows("a,b", "1,2", "3")));
    assertEquals(
        "t.csv: there is no row below the names of the columns. Give at least one.",
        fault(() -> rows("a")));
    assertEquals(
        "t.csv: there is no column c\\u001b. The columns are a, b.",
        fault(() -> rows("a,b", "1,2").column("c\u001b")));
  }

  @Test
  void takesMapsWithOtherKeysButNotWithoutOne() {
    List<String> columns = List.of("a", "b");
    Rows rows = Rows.of("the request", columns, List.of(Map.of("b", "2", "a", "1", "c", "3")));
    assertEquals(List.of("1", "2"), rows.rows().get(0).values());
    assertEquals(
        "the request, row 1, column b: the row has no such value, but has [a]. Give every column of the classifier; an empty text stands for a missing value.",
        fault(() -> Rows.of("the request", columns, List.of(Map.of("a", "1")))));
  }
}
