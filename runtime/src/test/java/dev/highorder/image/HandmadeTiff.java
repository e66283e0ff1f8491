package dev.highorder.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** A TIFF file with any entries. Its strips come first, its only directory last. */
final class HandmadeTiff {

  static final int UNSIGNED_INTS = 4;

  private final ByteBuffer strips = ByteBuffer.allocate(1 << 16).position(8);
  private final Map<Integer, int[]> entries = new TreeMap<>();
  private ByteOrder order = ByteOrder.BIG_ENDIAN;

  HandmadeTiff(int width, int height, byte[]... strips) {
    int[] offsets = new int[strips.length];
    int[] lengths = new int[strips.length];
    for (int i = 0; i < strips.length; i++) {
      offsets[i] = this.strips.position();
      lengths[i] = strips[i].length;
      this.strips.put(strips[i]);
    }
    with(256, width).with(257, height).with(273, offsets).with(279, lengths);
    with(262, 1).with(258, 8).with(277, 1);
  }

  HandmadeTiff with(int tag, int... values) {
    entries.put(tag, values);
    return this;
  }

  HandmadeTiff order(ByteOrder to) {
    order = to;
    return this;
  }

  /** The position of the directory. */
  int directory() {
    return strips.position();
  }

  /** The position of the entry with a tag. */
  int entry(int tag) {
    return directory()
        + 2
        + 12 * entries.keySet().stream().filter(other -> other < tag).toList().size();
  }

  byte[] file() {
    int values = entries.values().stream().mapToInt(all -> 4 * all.length).sum();
    int at = directory() + 2 + 12 * entries.size() + 4;
    ByteBuffer out = ByteBuffer.allocate(at + values).order(order);
    out.put(strips.duplicate().flip());
    out.put(
        0,
        order == ByteOrder.BIG_ENDIAN ? new byte[] {'M', 'M', 0, 42} : new byte[] {'I', 'I', 42});
    out.putInt(4, directory());
    out.putShort((short) entries.size());
    for (Map.Entry<Integer, int[]> entry : entries.entrySet()) {
      int[] all = entry.getValue();
      out.putShort((short) (int) entry.getKey()).putShort((short) UNSIGNED_INTS).putInt(all.length);
      int start = all.length == 1 ? out.position() : at;
      out.putInt(at);
      for (int i = 0; i < all.length; i++) {
        out.putInt(start + 4 * i, all[i]);
      }
      at += 4 * all.length;
    }
    return out.array();
  }
}
