package dev.highorder.mxnet.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.highorder.mxnet.cuda.CudaLibraries.Library;
import dev.highorder.mxnet.cuda.MxNetCuda.Preparation;
import dev.highorder.mxnet.cuda.MxNetCuda.Report;
import dev.highorder.mxnet.cuda.MxNetCuda.State;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that can happen before MXNet is loaded, with libraries that do nothing. */
class PreparationTest {

  private static final String PROPERTY = "MXNET_LIBRARY_PATH";

  @TempDir Path folder;
  private Path cache;
  private boolean isLoaded;

  @BeforeEach
  void begin() {
    assumeTrue(StandIn.canBeLoaded() && System.getenv(PROPERTY) == null);
    cache = folder.resolve("cache/cuda");
  }

  @AfterEach
  void forget() {
    System.clearProperty(PROPERTY);
  }

  private Report prepare(String driver, byte[] content) throws IOException {
    return prepare(driver, content, "runtime");
  }

  /** Prepares with jars in which every library but the CUDA runtime has this content. */
  private Report prepare(String driver, byte[] content, String runtime) throws IOException {
    Path jars = folder.resolve("jars");
    for (Library library :
        Stream.of(CudaLibraries.LOADED, CudaLibraries.UNPACKED_ONLY, List.of(CudaLibraries.MXNET))
            .flatMap(List::stream)
            .toList()) {
      Path file = jars.resolve(library.folder() + library.name());
      Files.createDirectories(file.getParent());
      Files.write(file, library.equals(CudaLibraries.RUNTIME) ? StandIn.bytes(runtime) : content);
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jars.toUri().toURL()}, null)) {
      return new Preparation(
              loader, cache, () -> CudaDriver.find(List.of(StandIn.path(driver))), () -> isLoaded)
          .run();
    }
  }

  @Test
  void aBuildWithoutCudaAsksNothing() {
    Report report =
        new Preparation(
                getClass().getClassLoader(),
                cache,
                () -> {
                  throw new AssertionError("no driver is looked for");
                },
                () -> true)
            .run();

    assertEquals(State.NOT_BUILT_IN, report.state());
  }

  @Test
  void anotherChoiceIsLeftAlone() throws IOException {
    System.setProperty(PROPERTY, "/my/own");

    assertEquals(State.CHOSEN_ELSEWHERE, prepare("ready", StandIn.bytes("empty")).state());
    assertEquals("/my/own", System.getProperty(PROPERTY));
  }

  @Test
  void withoutAGpuNothingIsUnpacked() throws IOException {
    for (String driver : List.of("empty", "broken", "no-device", "old")) {
      Report report = prepare(driver, StandIn.bytes("empty"));

      assertEquals(State.NO_GPU, report.state(), driver);
      assertFalse(report.explanation().isEmpty());
      assertNull(System.getProperty(PROPERTY));
      assertFalse(Files.exists(cache));
    }
  }

  @Test
  void aGpuGetsItsLibraries() throws IOException {
    Report report = prepare("ready", StandIn.bytes("empty"));

    assertEquals(State.READY, report.state(), report.explanation());
    assertEquals(cache, report.folder().orElseThrow());
    assertEquals(cache.resolve("libmxnet.so").toString(), System.getProperty(PROPERTY));
    assertEquals(2, report.driver().orElseThrow().devices().size());
  }

  /** A program that used DJL before it called Engines.start. */
  @Test
  void aLibraryInUseStays() throws IOException {
    isLoaded = true;

    Report report = prepare("ready", StandIn.bytes("empty"));

    assertEquals(State.CHOSEN_ELSEWHERE, report.state());
    assertTrue(report.explanation().contains("Engines.start"), report.explanation());
    assertNull(System.getProperty(PROPERTY));
  }

  @Test
  void aPathThatDjlWouldSplitIsRefused() throws IOException {
    cache = folder.resolve("ca:che");

    Report report = prepare("ready", StandIn.bytes("empty"));

    assertEquals(State.FAILED, report.state());
    assertTrue(report.explanation().contains("ca:che"), report.explanation());
  }

  /** As with a driver that starts, but is too old for the CUDA runtime. */
  @Test
  void aRuntimeThatCountsNoGpuIsNotUsed() throws IOException {
    Report report = prepare("ready", StandIn.bytes("empty"), "runtime-refuses");

    assertEquals(State.FAILED, report.state());
    assertTrue(report.explanation().contains("counts 0 GPUs, error 35"), report.explanation());
    assertNull(System.getProperty(PROPERTY));
  }

  /** A file that is not a library does not load, and the report gives the reason. */
  @Test
  void librariesThatDoNotLoadAreNamed() throws IOException {
    Report report = prepare("ready", "no library".getBytes(StandardCharsets.US_ASCII));

    assertEquals(State.FAILED, report.state());
    assertTrue(report.explanation().contains("libgomp.so.1"), report.explanation());
    assertNull(System.getProperty(PROPERTY));
  }
}
