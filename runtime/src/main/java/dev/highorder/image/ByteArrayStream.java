package dev.highorder.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * An image stream over bytes in memory. Java's own copies them, and registers each stream with a
 * thread that cleans up, which several decoding threads wait for.
 */
final class ByteArrayStream extends ImageInputStreamImpl {

  private final byte[] bytes;

  /** Creates a stream. The array is shared, and must not change. */
  ByteArrayStream(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() throws IOException {
    checkClosed();
    bitOffset = 0;
    return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (streamPos >= bytes.length) {
      return -1;
    }
    int count = (int) Math.min(length, bytes.length - streamPos);
    System.arraycopy(bytes, (int) streamPos, target, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public boolean isCached() {
    return true;
  }

  @Override
  public boolean isCachedMemory() {
    return true;
  }

  /** There is nothing to release; an empty method keeps the JVM from queueing each stream. */
  @Override
  @SuppressWarnings({"deprecation", "removal", "Finalize"})
  protected void finalize() {}
}
