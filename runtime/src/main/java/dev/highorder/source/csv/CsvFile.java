package dev.highorder.source.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.highorder.source.DataSetException;
import dev.highorder.source.FileNames;
import dev.highorder.storage.StorageException;
import dev.highorder.table.Rows;
import dev.highorder.text.ForeignText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A CSV file by RFC 4180: values separated by commas, in double quotes where they contain commas,
 * quotes or line breaks. It is in UTF-8, with or without a byte order mark, and its first line has
 * the names of the columns. Empty lines are passed over.
 */
public final class CsvFile {

  /** A file in memory takes a multiple of its size: each value is an object. */
  private static final int BYTES_PER_BYTE = 6;

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final Path file;
  private final String name;
  private long line = 1;

  private CsvFile(Path file) {
    this.file = file;
    name = ForeignText.show(FileNames.text(file));
  }

  /**
   * Reads a file.
   *
   * @throws DataSetException if it is missing, not a regular file, not such a CSV file, or too
   *     large for the memory; the message names the line and says what to do
   */
  public static Rows read(Path file) throws DataSetException {
    return new CsvFile(file).rows();
  }

  private Rows rows() throws DataSetException {
    requireReadable();
    try (Reader text = text();
        CsvReader<CsvRecord> csv = reader(text)) {
      return rows(csv);
    } catch (DataSetException e) {
      throw e;
    } catch (CsvParseException | UncheckedIOException | IOException e) {
      throw broken(e, reasonOf(e));
    }
  }

  private static CsvReader<CsvRecord> reader(Reader text) {
    return CsvReader.builder()
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // counted here, for a better message
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .ofCsvRecord(text);
  }

  private void requireReadable() throws DataSetException {
    if (!Files.exists(file)) {
      throw new DataSetException(name + " does not exist. Check the path.");
    }
    if (!Files.isRegularFile(file)) {
      throw new DataSetException(name + " is not a file. Give a CSV file.");
    }
    try {
      long needed = Files.size(file) * BYTES_PER_BYTE;
      if (needed > Runtime.getRuntime().maxMemory()) {
        throw new DataSetException(
            String.format(
                Locale.ROOT,
                "%s has %,d bytes, which may take more memory than the heap. Give Java more with -Xmx%sm.",
                name,
                Files.size(file),
                ((2 * needed) >> 20) + 1));
      }
    } catch (DataSetException e) {
      throw e;
    } catch (IOException e) {
      throw new DataSetException(
          "%s cannot be read: %s. Check its permissions and the disk."
              .formatted(name, StorageException.reason(e)),
          e);
    }
  }

  /** Returns the characters behind the byte order mark. Bytes that are not UTF-8 are an error. */
  private Reader text() throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    try {
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      return reader;
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  private Rows rows(CsvReader<CsvRecord> csv) throws DataSetException {
    List<String> columns = null;
    List<Rows.Row> rows = new ArrayList<>();
    for (CsvRecord csvRecord : csv) {
      line = csvRecord.getStartingLineNumber();
      if (columns == null) {
        columns = csvRecord.getFields();
        requireCommas(columns);
      } else {
        requireCount(csvRecord, columns.size());
        rows.add(new Rows.Row(line, csvRecord.getFields()));
      }
    }
    if (columns == null) {
      throw new DataSetException(
          name + " is empty. Give a CSV file with the names of the columns in the first line.");
    }
    try {
      return new Rows(FileNames.of(file), columns, rows);
    } catch (IllegalArgumentException e) {
      throw new DataSetException(e.getMessage(), e);
    }
  }

  private void requireCommas(List<String> columns) throws DataSetException {
    String first = columns.get(0);
    if (columns.size() == 1 && (first.contains(";") || first.contains("\t"))) {
      throw new DataSetException(
          "%s, line %s: the names are separated by %s. Save the file with commas between the values."
              .formatted(name, line, first.contains(";") ? "semicolons" : "tabs"));
    }
  }

  private void requireCount(CsvRecord csvRecord, int columns) throws DataSetException {
    int values = csvRecord.getFieldCount();
    if (values != columns) {
      throw new DataSetException(
          "%s, line %s: there are %s values, but %s columns. Write one value for each column, and a value that contains a comma in double quotes."
              .formatted(name, line, values, columns));
    }
  }

  private DataSetException broken(Exception e, String reason) {
    return new DataSetException("%s, in line %s or later: %s".formatted(name, line, reason), e);
  }

  private static String reasonOf(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException) {
        return "there are bytes that are not UTF-8. Save the file in UTF-8.";
      }
      if (cause instanceof NoSuchFileException) {
        return "it is gone. Check the path.";
      }
    }
    if (e instanceof CsvParseException) {
      return "it is not CSV: %s. A value in double quotes ends with a quote before the next comma; a quote within is doubled."
          .formatted(ForeignText.show(innermost(e)));
    }
    return "it cannot be read: %s. Check its permissions and the disk."
        .formatted(ForeignText.show(innermost(e)));
  }

  private static String innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
