package dev.highorder.source.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.source.DataSetException;
import dev.highorder.table.Rows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {

  @TempDir Path folder;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("t.csv"), bytes);
  }

  private Rows read(String text) throws IOException {
    return CsvFile.read(write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private String fault(byte[] bytes) throws IOException {
    Path file = write(bytes);
    return assertThrows(DataSetException.class, () -> CsvFile.read(file))
        .getMessage()
        .replace(folder + "/", "");
  }

  private String fault(String text) throws IOException {
    return fault(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The examples of RFC 4180, section 2. */
  @Test
  void readsWhatTheStandardSays() throws IOException {
    Rows rows = read("a,b\r\n\"x \"\"y\"\", z\",\"1\r\n2\"\r\n\r\nlast,\u00e9");
    assertEquals(List.of("a", "b"), rows.columns());
    assertEquals(List.of("x \"y\", z", "1\r\n2"), rows.rows().get(0).values());
    assertEquals(List.of("last", "\u00e9"), rows.rows().get(1).values());
    assertEquals(2, rows.rows().get(0).line());
    assertEquals(5, rows.rows().get(1).line());
  }

  @Test
  void passesOverAByteOrderMark() throws IOException {
    assertEquals(List.of("a", "b"), read("\ufeffa,b\n1,2\n").columns());
    assertEquals(List.of("a", "b"), read("\ufeff\"a\",b\n1,2\n").columns());
  }

  @Test
  void namesTheLineOfWhatIsNoCsv() throws IOException {
    assertEquals(
        "t.csv, line 3: there are 3 values, but 2 columns. Write one value for each column, and a value that contains a comma in double quotes.",
        fault("a,b\n1,2\n1,2,3\n"));
    assertTrue(fault("a,b\n1,2\n3\n").startsWith("t.csv, line 3: there are 1 values"));
    assertTrue(fault("a,b\n1,2\n\"3,4\n5,6\n").contains("it is not CSV"), "unclosed");
    assertTrue(fault("a,b\n1,2\n\"3\"x,4\n").contains("it is not CSV"), "behind a quote");
    assertTrue(fault("a;b\n1;2\n").startsWith("t.csv, line 1: the names are separated by semicol"));
    assertTrue(fault("").startsWith("t.csv is empty"));
    assertTrue(fault("a,b\n").contains("there is no row below"));
    assertTrue(fault("a,a\n1,2\n").contains("two columns have the name a"));
  }

  @Test
  void refusesOtherEncodings() throws IOException {
    byte[] latin = "a,b\n1,2\n\u00e9,4\n".getBytes(StandardCharsets.ISO_8859_1);
    assertTrue(fault(latin).contains("bytes that are not UTF-8. Save the file in UTF-8."));
    byte[] wide = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16);
    assertTrue(fault(wide).contains("bytes that are not UTF-8"));
  }

  @Test
  void refusesWhatIsNoFile() {
    assertTrue(
        assertThrows(DataSetException.class, () -> CsvFile.read(folder))
            .getMessage()
            .endsWith("is not a file. Give a CSV file."));
    assertTrue(
        assertThrows(DataSetException.class, () -> CsvFile.read(folder.resolve("none.csv")))
            .getMessage()
            .endsWith("does not exist. Check the path."));
  }
}
