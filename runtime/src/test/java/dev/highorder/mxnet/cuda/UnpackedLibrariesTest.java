package dev.highorder.mxnet.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.mxnet.cuda.CudaLibraries.Library;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedLibrariesTest {

  private static final String NEEDED = "x libopencv_highgui.so.406\0libopencv_core.so.406\0";

  @TempDir Path folder;
  private Path jars;
  private Path cache;
  private URLClassLoader loader;
  private final List<String> progress = new ArrayList<>();

  @BeforeEach
  void fillClassPath() throws IOException {
    jars = folder.resolve("jars");
    cache = folder.resolve("cache/mxnet/cuda");
    for (Library library : all()) {
      write(library, library.name());
    }
    write(CudaLibraries.MXNET, NEEDED);
    loader = new URLClassLoader(new URL[] {jars.toUri().toURL()}, null);
  }

  @AfterEach
  void close() throws IOException {
    loader.close();
  }

  private static List<Library> all() {
    return Stream.of(
            CudaLibraries.LOADED, CudaLibraries.UNPACKED_ONLY, List.of(CudaLibraries.MXNET))
        .flatMap(List::stream)
        .toList();
  }

  private void write(Library library, String text) throws IOException {
    Path file = jars.resolve(library.folder() + library.name());
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Path get() throws IOException {
    return new UnpackedLibraries(cache, loader, progress::add).get();
  }

  @Test
  void unpacksOnce() throws IOException {
    assertEquals(cache, get());

    for (Library library : CudaLibraries.LOADED) {
      assertEquals(library.name(), Files.readString(cache.resolve(library.name())));
    }
    assertEquals(
        "x libopencv_imgproc.so.406\0libopencv_core.so.406\0",
        Files.readString(cache.resolve("libmxnet.so")),
        "what would want GTK is not asked for");
    assertEquals("libcudart.so.11.0", Files.readString(cache.resolve("libcudart.so")));
    assertEquals(all().size(), progress.size());

    get();
    assertEquals(all().size(), progress.size(), "the second time nothing is unpacked");
  }

  /** A folder that is whole needs no lock, which another user could not write. */
  @Test
  void usesWhatIsThereWithoutWriting() throws IOException {
    get();
    Path lock = cache.resolveSibling("cuda.lock");
    Files.delete(lock);

    get();

    assertFalse(Files.exists(lock));
  }

  /** Killed while it unpacked: what it left is removed, and all is unpacked anew. */
  @Test
  void startsAnewAfterAnInterruption() throws IOException {
    Path half = cache.resolveSibling("cuda.new-1234");
    Files.createDirectories(half);
    Files.writeString(half.resolve("libmxnet.so"), "ha");

    get();

    assertFalse(Files.exists(half));
    assertTrue(Files.exists(cache.resolve("libmxnet.so")));
  }

  /** Files that are missing, or shorter than in the jar, are not trusted. */
  @Test
  void mendsAFolderThatIsNotWhole() throws IOException {
    get();
    progress.clear();
    Files.delete(cache.resolve("libnccl.so.2"));
    get();
    assertEquals(all().size(), progress.size());
    assertTrue(Files.exists(cache.resolve("libnccl.so.2")));

    Files.writeString(cache.resolve("libcublas.so.11"), "cut");
    get();
    assertEquals("libcublas.so.11", Files.readString(cache.resolve("libcublas.so.11")));
  }

  @Test
  void namesWhatTheClassPathLacks() throws IOException {
    Files.delete(jars.resolve("org/bytedeco/cuda/linux-x86_64/libcudnn.so.8"));
    Files.delete(jars.resolve("native/lib/libgomp.so.1"));

    String message = assertThrows(IOException.class, this::get).getMessage();

    assertEquals("the class path lacks libgomp.so.1, libcudnn.so.8", message);
    assertFalse(Files.exists(cache));
  }

  /** The name in question lies across the border of two chunks of 64 MiB. */
  @Test
  void replacesAcrossChunks() throws IOException {
    byte[] content = new byte[(64 << 20) + 100];
    byte[] from = "from-here".getBytes(StandardCharsets.US_ASCII);
    byte[] to = "to--there".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(from, 0, content, (64 << 20) - 4, from.length);
    System.arraycopy(from, 0, content, 0, from.length);
    Path file = Files.write(folder.resolve("large"), content);

    UnpackedLibraries.replace(file, from, to);

    byte[] replaced = Files.readAllBytes(file);
    assertEquals(content.length, replaced.length);
    assertArrayEquals(to, Arrays.copyOf(replaced, to.length));
    assertArrayEquals(to, Arrays.copyOfRange(replaced, (64 << 20) - 4, (64 << 20) - 4 + to.length));
  }
}
