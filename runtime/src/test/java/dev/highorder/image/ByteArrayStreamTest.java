package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;

class ByteArrayStreamTest {

  private final byte[] bytes = new byte[50];

  /** Java's own stream over the same bytes does the same. */
  @Test
  void readsAndSeeksAsJavasStream() throws IOException {
    Random random = new Random(1);
    random.nextBytes(bytes);
    ImageInputStream own = new ByteArrayStream(bytes);
    ImageInputStream java = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes));
    for (int i = 0; i < 2000; i++) {
      switch (random.nextInt(5)) {
        case 0 -> assertEquals(java.read(), own.read());
        case 1 -> {
          byte[] expected = new byte[12];
          byte[] actual = new byte[12];
          int length = random.nextInt(10);
          assertEquals(java.read(expected, 2, length), own.read(actual, 2, length));
          assertArrayEquals(expected, actual);
        }
        case 2 -> {
          if (java.getStreamPosition() < bytes.length) {
            assertEquals(java.readBit(), own.readBit());
          }
        }
        case 3 -> assertEquals(java.skipBytes(3), own.skipBytes(3));
        default -> {
          int position = random.nextInt(bytes.length + 5);
          java.seek(position);
          own.seek(position);
        }
      }
      assertEquals(java.getStreamPosition(), own.getStreamPosition());
    }
  }

  @Test
  void knowsItsLengthAndRefusesToReadWhenClosed() throws IOException {
    ByteArrayStream stream = new ByteArrayStream(bytes);
    assertEquals(50, stream.length());
    stream.close();
    assertThrows(IOException.class, stream::read);
    assertThrows(IOException.class, () -> stream.read(new byte[3]));
  }
}
