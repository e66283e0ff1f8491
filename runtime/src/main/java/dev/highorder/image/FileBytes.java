package dev.highorder.image;

/**
 * The bytes of an image file, with a position and the name that messages use.
 *
 * <p>Reading beyond the end throws an {@link IndexOutOfBoundsException}, which means that the file
 * is cut short.
 */
final class FileBytes {

  private final String name;
  private final byte[] bytes;
  private int position;

  FileBytes(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /** Returns all bytes; do not change. */
  byte[] all() {
    return bytes;
  }

  int length() {
    return bytes.length;
  }

  int position() {
    return position;
  }

  void moveTo(int to) {
    position = to;
  }

  /** Moves forward; a sum beyond the range of int becomes negative, so the next read throws. */
  void skip(int count) {
    position += count;
  }

  /** Returns the byte at the position, and moves past it. */
  int next() {
    return uint8(position++);
  }

  int uint8(int at) {
    return bytes[at] & 0xff;
  }

  /** Returns two bytes in big-endian order. */
  int uint16(int at) {
    return uint8(at) << 8 | uint8(at + 1);
  }

  /** Returns four bytes in big-endian order. */
  long uint32(int at) {
    return (long) uint16(at) << 16 | uint16(at + 2);
  }

  int littleEndian16(int at) {
    return uint8(at + 1) << 8 | uint8(at);
  }

  int littleEndian32(int at) {
    return littleEndian16(at + 2) << 16 | littleEndian16(at);
  }

  /** Returns an exception for the file, whose message begins with its name. */
  BadImageException bad(String fault) {
    return new BadImageException(name, fault);
  }

  BadImageException cutShort() {
    return bad("is cut short after %s bytes. Fetch it again, or delete it.".formatted(length()));
  }

  BadImageException damaged(String how) {
    return bad("is damaged (%s). Fetch it again, or delete it.".formatted(how));
  }
}
