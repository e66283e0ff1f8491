package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {

  private static final BufferedImage NOISE = TestImages.noise(12, 9, 1);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void readsEveryFormat(String format) throws IOException {
    Path file = TestImages.write(directory.resolve("a." + format), NOISE);
    BufferedImage image = ImageFile.read(file);
    assertEquals(9, image.getWidth());
    assertEquals(12, image.getHeight());
    if (format.equals("png") || format.equals("bmp")) {
      assertEquals(NOISE.getRGB(3, 4), image.getRGB(3, 4));
    }
  }

  /** A file is refused wherever it is cut, and never read as an image with a grey lower part. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void refusesEveryTruncation(String format) throws IOException {
    byte[] whole = TestImages.encode(NOISE, format);
    ImageFile.read(whole, "whole");
    for (int length = 0; length < whole.length; length++) {
      assertUnusable(Arrays.copyOf(whole, length), "cut at " + length);
    }
  }

  @Test
  void refusesATruncatedProgressiveJpeg() throws IOException {
    byte[] whole = HostileImages.progressiveJpeg(NOISE);
    ImageFile.read(whole, "whole");
    for (int length = 0; length < whole.length; length++) {
      assertUnusable(Arrays.copyOf(whole, length), "cut at " + length);
    }
  }

  /** Phones append a video to a photograph; the image is complete all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void allowsBytesAfterTheEnd(String format) throws IOException {
    byte[] whole = TestImages.encode(NOISE, format);
    byte[] longer = Arrays.copyOf(whole, whole.length + 1000);
    longer[whole.length + 500] = (byte) 0xff;
    longer[whole.length + 501] = (byte) 0xda;
    assertEquals(9, ImageFile.read(longer, "longer").getWidth());
  }

  @Test
  void refusesAPngWithAFlippedBit() throws IOException {
    byte[] png = TestImages.encode(NOISE, "png");
    for (int i = 0; i < png.length; i++) {
      png[i] ^= 4;
      assertUnusable(png, "bit flipped in byte " + i);
      png[i] ^= 4;
    }
  }

  /** Damage may go unnoticed where a format has no checksums, but it is never another exception. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void survivesAnyDamage(String format) throws IOException {
    byte[] whole = TestImages.encode(NOISE, format);
    Random random = new Random(2);
    for (int attempt = 0; attempt < 3000; attempt++) {
      byte[] damaged = whole.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[random.nextInt(Math.min(damaged.length, 200))] = (byte) random.nextInt(256);
      }
      try {
        ImageFile.read(damaged, "damaged");
      } catch (BadImageException e) {
        assertTrue(e.getMessage().startsWith("damaged "), e.getMessage());
      }
    }
  }

  @Test
  void refusesADecompressionBombBeforeDecodingIt() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          assertUnusable(TestImages.pngThatDeclares(1, 20_001), "claims 1 x 20001");
          assertUnusable(TestImages.pngThatDeclares(20_000, 20_000), "claims 20000 x 20000");
          assertUnusable(
              TestImages.pngThatDeclares(Integer.MAX_VALUE, Integer.MAX_VALUE),
              "claims 2147483647 x 2147483647");
        });
  }

  private static void assertUnusable(byte[] bytes, String what) {
    try {
      ImageFile.read(bytes, "upload");
    } catch (BadImageException e) {
      assertTrue(e.getMessage().startsWith("upload "), e.getMessage());
      if (what.startsWith("claims")) {
        assertTrue(e.getMessage().contains(what), e.getMessage());
      }
      return;
    }
    fail("accepted an image: " + what);
  }

  @Test
  void namesTheFileAndTheRemedy() throws IOException {
    Path empty = TestImages.write(directory.resolve("empty.png"), new byte[0]);
    assertEquals(empty + " is empty (0 bytes). Fetch it again, or delete it.", fault(empty));

    Path text =
        TestImages.write(
            directory.resolve("text.png"), "not an image".getBytes(StandardCharsets.UTF_8));
    assertEquals(
        text + " is not an image. Give a PNG, JPEG, GIF, BMP, WebP or TIFF file.", fault(text));

    byte[] whole = TestImages.encode(NOISE, "png");
    Path cut = TestImages.write(directory.resolve("cut.png"), Arrays.copyOf(whole, 100));
    assertEquals(cut + " is cut short after 100 bytes. Fetch it again, or delete it.", fault(cut));

    Path missing = directory.resolve("missing.png");
    assertTrue(fault(missing).startsWith(missing + " does not exist"), fault(missing));
    assertEquals(directory + " is a folder. Give an image file.", fault(directory));
  }

  /** Opening a pipe waits for ever, and a device may have no end. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void opensRegularFilesOnly() throws Exception {
    Path pipe = HostileImages.pipe(directory.resolve("pipe.png"));
    String refusal = " is a pipe, socket or device. Give an image file.";
    assertEquals(pipe + refusal, fault(pipe));
    Path link = Files.createSymbolicLink(directory.resolve("link.png"), pipe);
    assertEquals(link + refusal, fault(link));
    Path zero = Path.of("/dev/zero");
    assertEquals(zero + refusal, fault(zero));
    Path zeros = Files.createSymbolicLink(directory.resolve("zeros.png"), zero);
    assertEquals(zeros + refusal, fault(zeros));
    Path socket = directory.resolve("socket.png");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      assertEquals(socket + refusal, fault(socket));
    }
  }

  /** A file without the first bytes of an image is not read to its end, which may be far away. */
  @Test
  void doesNotReadALargeFileThatIsNoImage() throws IOException {
    Path sparse = directory.resolve("sparse.png");
    try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.setLength(1L << 29);
    }
    assertTrue(
        fault(sparse).endsWith(" is not an image. Give a PNG, JPEG, GIF, BMP, WebP or TIFF file."));
    try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.setLength((1L << 29) + 1);
    }
    assertTrue(fault(sparse).contains("has 536870913 bytes, more than 536870912"), fault(sparse));
  }

  @Test
  void namesAreShownWithoutControlCharacters() {
    String message =
        assertThrows(
                BadImageException.class, () -> ImageFile.read(new byte[3], "a\u001b[31m\nb.png"))
            .getMessage();
    assertEquals(
        "a\\u001b[31m\\u000ab.png is not an image. Give a PNG, JPEG, GIF, BMP, WebP or TIFF file.",
        message);
  }

  /** It is read to the length that it had at first: a file that never ends is no image either. */
  @Test
  @Timeout(60)
  void readsAFileThatGrows() throws Exception {
    byte[] png = TestImages.encode(NOISE, "png");
    Path file = TestImages.write(directory.resolve("a.png"), png);
    AtomicBoolean isDone = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
                for (int i = 0; !isDone.get() && i < 2000; i++) {
                  out.write(new byte[10_000]);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    writer.start();
    try {
      do {
        assertArrayEquals(RgbImage.of(NOISE).pixels(), RgbImage.of(ImageFile.read(file)).pixels());
      } while (writer.isAlive());
    } finally {
      isDone.set(true);
      writer.join();
    }
    assertTrue(Files.size(file) > png.length, "it did not grow");
  }

  /** An application may ask on a thread that was cancelled; the flag stays set. */
  @Test
  void readsOnAnInterruptedThread() throws IOException {
    byte[] png = TestImages.encode(NOISE, "png");
    Path file = TestImages.write(directory.resolve("a.png"), png);
    Thread.currentThread().interrupt();
    try {
      assertEquals(9, ImageFile.read(file).getWidth());
      assertEquals(9, ImageFile.read(png, "upload").getWidth());
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  /** The file system of a zip file closes when a thread is interrupted, whatever the file is. */
  @Test
  void doesNotTakeAnInterruptForDamage() throws IOException {
    URI zip = URI.create("jar:" + directory.resolve("a.zip").toUri());
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Files.write(files.getPath("a.bmp"), TestImages.encode(NOISE, "bmp"));
    }
    FileSystem files = FileSystems.newFileSystem(zip, Map.of());
    Thread.currentThread().interrupt();
    try {
      BadImageException e =
          assertThrows(BadImageException.class, () -> ImageFile.read(files.getPath("a.bmp")));
      assertEquals(BadImageException.Kind.CIRCUMSTANCES, e.kind());
      assertTrue(e.getMessage().contains("its thread was interrupted"), e.getMessage());
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  /** Image plugins of the class path are searched by the loader of the thread that asks first. */
  @Test
  void readsWithoutAContextClassLoader() throws Exception {
    byte[] png = TestImages.encode(NOISE, "png");
    List<Object> results = new ArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                results.add(ImageFile.read(png, "upload").getWidth());
              } catch (BadImageException e) {
                results.add(e);
              }
            });
    thread.setContextClassLoader(null);
    thread.start();
    thread.join();
    assertEquals(List.of(9), results);
  }

  @Test
  void namesAFileItMayNotRead() throws IOException {
    Path file = TestImages.write(directory.resolve("secret.png"), NOISE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "this user may read everything");
    assertEquals(file + " may not be read by this user. Change its permissions.", fault(file));
  }

  private static String fault(Path file) {
    return assertThrows(BadImageException.class, () -> ImageFile.read(file)).getMessage();
  }
}
