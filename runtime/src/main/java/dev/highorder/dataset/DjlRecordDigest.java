package dev.highorder.dataset;

import dev.highorder.storage.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

/** Checksums of the records of a DJL data set, of all together and of each by itself. */
final class DjlRecordDigest {

  private final MessageDigest digest = Sha256.digest();

  DjlRecordDigest(List<String> classes) {
    addLength(classes.size());
    for (String name : classes) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      addLength(bytes.length); // so that no two lists run together
      digest.update(bytes);
    }
  }

  private void addLength(long length) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(length).array());
  }

  /** Adds a record and returns its own checksum. */
  int add(float[] values, int label) {
    byte[] bytes = bytes(values, label);
    digest.update(bytes);
    return checksum(bytes);
  }

  /** Returns the checksum of one record. */
  static int checksum(float[] values, int label) {
    return checksum(bytes(values, label));
  }

  private static int checksum(byte[] bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    return (int) checksum.getValue();
  }

  private static byte[] bytes(float[] values, int label) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(1, values.length) * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return bytes.putInt(values.length * Float.BYTES, label).array();
  }

  /** Returns the SHA-256 of everything, in lower-case hexadecimal; ends the digest. */
  String sha256(List<Long> dimensions) {
    dimensions.forEach(this::addLength);
    return HexFormat.of().formatHex(digest.digest());
  }
}
