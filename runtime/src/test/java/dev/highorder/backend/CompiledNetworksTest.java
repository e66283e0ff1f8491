package dev.highorder.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.highorder.backend.CompiledNetworks.WhenFull;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompiledNetworksTest {

  private final Backend backend = Backend.of("none");
  private final List<String> closed = new ArrayList<>();

  @AfterEach
  void reset() {
    System.clearProperty(Compilation.PROPERTY);
  }

  /** A compiled network. */
  private final class Compiled implements AutoCloseable {

    private final String name;

    Compiled(String name) {
      this.name = name;
    }

    @Override
    public void close() {
      closed.add(name);
    }
  }

  /** A compiler that nobody asks: these tests compile by themselves. */
  private static final class Unused implements GraphCompiler {

    @Override
    public CompiledNetwork compile(Block network, NDManager parent, NDArray example) {
      throw new AssertionError();
    }

    @Override
    public TracedNetwork trace(Block network, NDManager parent, Shape input) {
      throw new AssertionError();
    }

    @Override
    public TrainableNetwork compileForTraining(
        Block network, Map<String, NDArray> parameters, NDManager parent, Shape input) {
      throw new AssertionError();
    }

    @Override
    public Optional<TrainableNetwork> compileForRecomputation(
        Block network, Map<String, NDArray> parameters, NDManager parent, Shape input) {
      throw new AssertionError();
    }
  }

  private CompiledNetworks<String, Compiled> cache(WhenFull whenFull) {
    return new CompiledNetworks<>(backend, Optional.of(new Unused()), 2, whenFull);
  }

  private void compile(CompiledNetworks<String, Compiled> cache, String key) {
    cache.compile(key, compiler -> Optional.of(new Compiled(key)));
  }

  private static Function<GraphCompiler, Optional<Compiled>> failing(RuntimeException failure) {
    return compiler -> {
      throw failure;
    };
  }

  @Test
  void compilesEachKeyOnce() {
    CompiledNetworks<String, Compiled> cache = cache(WhenFull.STOP);
    assertEquals(Optional.empty(), cache.get("a"));
    assertTrue(cache.lacks("a"));
    compile(cache, "a");
    Compiled first = cache.get("a").orElseThrow();
    assertFalse(cache.lacks("a"));
    compile(cache, "a");

    assertSame(first, cache.get("a").orElseThrow());
  }

  @Test
  void closesTheLeastRecentlyUsed() {
    CompiledNetworks<String, Compiled> cache = cache(WhenFull.CLOSE_OLDEST);
    compile(cache, "a");
    compile(cache, "b");
    assertTrue(cache.get("a").isPresent());
    compile(cache, "c");

    assertEquals(List.of("b"), closed);
    assertTrue(cache.get("a").isPresent() && cache.get("c").isPresent());
    assertEquals(2, cache.size());
  }

  @Test
  void stopsWhenItIsFull() {
    CompiledNetworks<String, Compiled> cache = cache(WhenFull.STOP);
    compile(cache, "a");
    compile(cache, "b");
    assertFalse(cache.lacks("c"));
    compile(cache, "c");

    assertEquals(Optional.empty(), cache.get("c"));
    assertEquals(List.of(), closed);
  }

  /** Runs work and returns what it logs. */
  private static String logged(Runnable work) {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(before);
    }
    return log.toString(StandardCharsets.UTF_8);
  }

  @Test
  void anUntraceableNetworkIsReportedQuietlyAndNotTriedAgain() {
    CompiledNetworks<String, Compiled> cache = cache(WhenFull.STOP);
    String log =
        logged(() -> cache.compile("a", failing(new UntraceableNetworkException("It decides."))));

    assertTrue(log.contains("INFO") && log.contains("It decides."), log);
    assertFalse(log.contains("\tat "), log);
    assertFalse(cache.lacks("b"));
  }

  /** Then the fault may be the network's, so its stack trace is shown. */
  @Test
  void aNetworkThatFailsWhileItIsTracedIsReportedWithItsStackTrace() {
    CompiledNetworks<String, Compiled> cache = cache(WhenFull.STOP);
    RuntimeException cause = new IllegalArgumentException("batches of two only");
    String log =
        logged(
            () -> cache.compile("a", failing(new UntraceableNetworkException("It fails.", cause))));

    assertTrue(log.contains("WARN") && log.contains("batches of two only"), log);
    assertTrue(log.contains("\tat "), log);
  }

  @Test
  void anyOtherFailureIsReportedLoudly() {
    CompiledNetworks<String, Compiled> cache = cache(WhenFull.STOP);
    String log = logged(() -> cache.compile("a", failing(new NullPointerException("in a pass"))));

    assertTrue(log.contains("WARN") && log.contains("Please report it"), log);
    assertTrue(log.contains("NullPointerException: in a pass") && log.contains("\tat "), log);
    assertEquals(Optional.empty(), cache.get("a"));
    assertFalse(cache.lacks("a"), "it would fail again");
  }

  @Test
  void aFaultIsThrownIfThatIsAskedFor() {
    System.setProperty(Compilation.PROPERTY, "strict");
    CompiledNetworks<String, Compiled> cache = cache(WhenFull.STOP);
    NullPointerException fault = new NullPointerException("in a pass");

    assertSame(
        fault, assertThrows(NullPointerException.class, () -> cache.compile("a", failing(fault))));
    CompiledNetworks<String, Compiled> other = cache(WhenFull.STOP);
    logged(() -> other.compile("a", failing(new UntraceableNetworkException("It decides."))));
  }

  @Test
  void anErrorIsAlwaysThrown() {
    CompiledNetworks<String, Compiled> cache = cache(WhenFull.STOP);
    assertThrows(
        OutOfMemoryError.class,
        () ->
            cache.compile(
                "a",
                compiler -> {
                  throw new OutOfMemoryError("no memory");
                }));
    assertFalse(cache.lacks("a"));
  }

  @Test
  void compilesNothingIfSwitchedOffOrWithoutACompiler() {
    CompiledNetworks<String, Compiled> none =
        new CompiledNetworks<>(backend, Optional.empty(), 2, WhenFull.STOP);
    assertFalse(none.lacks("a"));
    System.setProperty(Compilation.PROPERTY, "off");
    assertFalse(cache(WhenFull.STOP).lacks("a"));
    System.setProperty(Compilation.PROPERTY, "no");
    String message =
        assertThrows(IllegalArgumentException.class, () -> cache(WhenFull.STOP)).getMessage();
    assertTrue(message.contains("'no'") && message.contains("on, off, strict"), message);
  }

  /** Meanwhile others run operator by operator. */
  @Test
  void nobodyWaitsForACompilation() throws InterruptedException {
    CompiledNetworks<String, Compiled> cache = cache(WhenFull.STOP);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Thread compiling =
        new Thread(
            () ->
                cache.compile(
                    "a",
                    compiler -> {
                      begun.countDown();
                      await(goOn);
                      return Optional.of(new Compiled("slow"));
                    }));
    compiling.start();
    begun.await();
    assertEquals(Optional.empty(), cache.get("a"));
    compile(cache, "a");
    assertEquals(Optional.empty(), cache.get("a"), "one compilation is enough");
    goOn.countDown();
    compiling.join();

    assertEquals("slow", cache.get("a").orElseThrow().name);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
