package dev.highorder.dataset.table;

import dev.highorder.storage.Sha256;
import dev.highorder.table.Rows;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** Checksums of rows. Each text is preceded by its length, so that no two tables run together. */
final class RowDigest {

  private RowDigest() {}

  /** Returns the SHA-256 of classes, names of columns and values, in lower-case hexadecimal. */
  static String of(List<String> classes, Rows rows, List<String> columns) {
    MessageDigest digest = Sha256.digest();
    addAll(digest, classes);
    addAll(digest, columns);
    int[] indices = columns.stream().mapToInt(rows::column).toArray();
    for (int row = 0; row < rows.size(); row++) {
      add(digest, rows, row, indices);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns the SHA-256 of a seed and the values of one row in some columns. */
  static String of(long seed, Rows rows, int row, int[] columns) {
    MessageDigest digest = Sha256.digest();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
    add(digest, rows, row, columns);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, Rows rows, int row, int[] columns) {
    for (int column : columns) {
      add(digest, rows.value(row, column));
    }
  }

  private static void addAll(MessageDigest digest, List<String> texts) {
    add(digest, Integer.toString(texts.size()));
    texts.forEach(text -> add(digest, text));
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }
}
