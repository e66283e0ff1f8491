package dev.highorder.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The first directory of a TIFF file, which describes its first page: entries with a tag, a type
 * and values that lie anywhere in the file.
 *
 * <p>Entries of types that are not known are passed over. All others must lie in the file.
 */
final class TiffDirectory {

  private static final int LITTLE_ENDIAN = 0x4949;
  private static final int ENTRY_BYTES = 12;
  private static final int INLINE_BYTES = 4;
  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  /** The number of bytes of a value of each type; there is no type 0. */
  private static final int[] VALUE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

  private record Entry(int type, int count, int at) {}

  private final FileBytes file;
  private final ByteBuffer bytes;
  private final Map<Integer, Entry> entries = new HashMap<>();

  /**
   * Reads the entries.
   *
   * @param file a file that begins as a TIFF does
   * @throws BadImageException if an entry lies outside the file
   */
  TiffDirectory(FileBytes file) throws BadImageException {
    this.file = file;
    bytes = ByteBuffer.wrap(file.all());
    if (file.uint16(0) == LITTLE_ENDIAN) {
      bytes.order(ByteOrder.LITTLE_ENDIAN);
    }
    int start = bytes.getInt(4);
    int count = uint16(start);
    int end = start + 2 + count * ENTRY_BYTES;
    for (int at = start + 2; at < end; at += ENTRY_BYTES) {
      readEntry(at);
    }
    // Where the next page is described, which may be this one, so that there is no end.
    if (unsigned32(end) > file.length()) {
      throw file.cutShort();
    }
  }

  private void readEntry(int at) throws BadImageException {
    int type = uint16(at + 2);
    if (type == 0 || type >= VALUE_BYTES.length) {
      return;
    }
    long count = unsigned32(at + 4);
    long length = count * VALUE_BYTES[type];
    long values = length <= INLINE_BYTES ? at + 8 : unsigned32(at + 8);
    if (values + length > file.length()) {
      throw file.cutShort();
    }
    entries.putIfAbsent(uint16(at), new Entry(type, (int) count, (int) values));
  }

  ByteOrder order() {
    return bytes.order();
  }

  boolean has(int tag) {
    return count(tag) > 0;
  }

  /** Returns the number of values, 0 if there is no such entry. */
  int count(int tag) {
    Entry entry = entries.get(tag);
    return entry == null ? 0 : entry.count();
  }

  /** Returns the first value; one beyond the range of int becomes the largest int. */
  int value(int tag) throws BadImageException {
    return values(tag, 1)[0];
  }

  /**
   * Returns the first value.
   *
   * @param absent what an entry that is missing means
   */
  int value(int tag, int absent) throws BadImageException {
    return has(tag) ? value(tag) : absent;
  }

  /**
   * Returns the first values of an entry.
   *
   * @param count how many; there may be more
   */
  int[] values(int tag, int count) throws BadImageException {
    if (count(tag) < count) {
      throw file.damaged("%s values of tag %s instead of %s".formatted(count(tag), tag, count));
    }
    Entry entry = entries.get(tag);
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      long value =
          switch (entry.type()) {
            case BYTE -> file.uint8(entry.at() + i);
            case SHORT -> uint16(entry.at() + 2 * i);
            case LONG -> unsigned32(entry.at() + 4 * i);
            default -> throw file.damaged("tag %s of type %s".formatted(tag, entry.type()));
          };
      values[i] = (int) Math.min(Integer.MAX_VALUE, value);
    }
    return values;
  }

  /** Returns the bytes of an entry, none if there is no such entry. */
  byte[] bytes(int tag) {
    Entry entry = entries.get(tag);
    if (entry == null) {
      return new byte[0];
    }
    int length = entry.count() * VALUE_BYTES[entry.type()];
    return Arrays.copyOfRange(file.all(), entry.at(), entry.at() + length);
  }

  private int uint16(int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }

  private long unsigned32(int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }
}
