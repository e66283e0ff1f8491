package dev.highorder.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EngineThreadTest {

  private final EngineThread thread = new EngineThread("test engine");

  @Test
  void isOneNamedDaemonForAllCallers() throws InterruptedException {
    Set<Thread> workers = ConcurrentHashMap.newKeySet();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Thread caller = new Thread(() -> workers.add(thread.call(Thread::currentThread)));
      caller.start();
      callers.add(caller);
    }
    for (Thread caller : callers) {
      caller.join();
    }

    Thread worker = thread.call(Thread::currentThread);
    assertEquals(Set.of(worker), workers);
    assertEquals("test engine", worker.getName());
    assertTrue(worker.isDaemon());
    assertNotSame(Thread.currentThread(), worker);
    assertFalse(thread.isCurrent());
    assertTrue(thread.call(thread::isCurrent));
  }

  /** Such as a network's block that uses a classifier. */
  @Test
  void workMayCallAgain() {
    List<String> order = new ArrayList<>();
    thread.call(
        () -> {
          order.add("outer begins");
          thread.call(() -> order.add("inner"));
          return order.add("outer ends");
        });

    assertEquals(List.of("outer begins", "inner", "outer ends"), order);
  }

  @Test
  void servesCallersInTheirOrder() throws InterruptedException {
    List<Integer> served = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<Thread> callers = new ArrayList<>();
    callers.add(start(() -> thread.call(() -> await(begun, goOn))));
    begun.await();
    for (int i = 0; i < 20; i++) {
      int number = i;
      Thread caller = start(() -> thread.call(() -> served.add(number)));
      while (caller.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      callers.add(caller);
    }
    goOn.countDown();
    for (Thread caller : callers) {
      caller.join();
    }

    assertEquals(java.util.stream.IntStream.range(0, 20).boxed().toList(), served);
  }

  private static Thread start(Runnable work) {
    Thread started = new Thread(work);
    started.start();
    return started;
  }

  private static boolean await(CountDownLatch begun, CountDownLatch goOn) {
    begun.countDown();
    try {
      return goOn.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void exceptionsAndErrorsReachTheCallerAsTheyAre() {
    IOException checked = new IOException("checked");
    assertSame(
        checked,
        assertThrows(
            IOException.class,
            () ->
                thread.call(
                    () -> {
                      throw checked;
                    })));
    StackOverflowError error = new StackOverflowError();
    assertSame(
        error,
        assertThrows(
            StackOverflowError.class,
            () ->
                thread.call(
                    () -> {
                      throw error;
                    })));
    assertEquals(1, thread.call(() -> 1), "still alive");
  }

  private static int failingWork() {
    throw new IllegalStateException("as it was thrown");
  }

  /** Nested, so that a cut at the inner call would lose the outer work. */
  @Test
  void stackTracesShowTheWorkAndTheCaller() {
    StackTraceElement[] trace =
        assertThrows(IllegalStateException.class, this::callOuterWork).getStackTrace();

    List<String> methods = Arrays.stream(trace).map(StackTraceElement::getMethodName).toList();
    assertEquals("failingWork", methods.get(0));
    int outer = methods.indexOf("outerWork");
    int caller = methods.indexOf("callOuterWork");
    assertTrue(0 < outer && outer < caller, methods.toString());
    assertFalse(methods.contains("workOnce"), "what is below the work says nothing");
  }

  private int callOuterWork() {
    return thread.call(this::outerWork);
  }

  private int outerWork() {
    return thread.call(EngineThreadTest::failingWork);
  }

  @Test
  void anInterruptNeitherEndsTheWorkNorIsLost() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean workWasInterrupted = new AtomicBoolean();
    AtomicReference<String> result = new AtomicReference<>();
    AtomicBoolean flag = new AtomicBoolean();
    Thread caller =
        start(
            () -> {
              result.set(
                  thread.call(
                      () -> {
                        await(begun, goOn);
                        workWasInterrupted.set(Thread.currentThread().isInterrupted());
                        return "done";
                      }));
              flag.set(Thread.currentThread().isInterrupted());
            });
    begun.await();
    caller.interrupt();
    caller.join(100);
    assertTrue(caller.isAlive(), "it waits for the work");
    goOn.countDown();
    caller.join();

    assertEquals("done", result.get());
    assertTrue(flag.get(), "the caller is interrupted afterwards");
    assertFalse(workWasInterrupted.get());
  }

  @Test
  void aCallerThatIsInterruptedAlreadyIsServed() {
    Thread.currentThread().interrupt();
    try {
      assertEquals(7, thread.call(() -> 7));
      assertTrue(Thread.currentThread().isInterrupted());
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void workHasTheClassLoaderOfItsCaller() throws IOException {
    ClassLoader own = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader other = new URLClassLoader(new URL[0], own)) {
      Thread.currentThread().setContextClassLoader(other);
      Thread worker = thread.call(Thread::currentThread);
      assertSame(other, thread.call(worker::getContextClassLoader));
      Thread.currentThread().setContextClassLoader(own);
      thread.call(() -> 0); // what came before is over
      assertNotSame(other, worker.getContextClassLoader());
    } finally {
      Thread.currentThread().setContextClassLoader(own);
    }
  }

  @Test
  void keepsNothingOfItsCallers() throws InterruptedException {
    WeakReference<byte[]> result = new WeakReference<>(largeResult());
    thread.call(() -> 0);
    for (int i = 0; i < 50 && result.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }

    assertNull(result.get());
  }

  private byte[] largeResult() {
    byte[] kept = new byte[1 << 20];
    return thread.call(() -> kept);
  }

  /** Two web applications, each with a copy of the library. */
  @Test
  void copiesInOtherClassLoadersTakeTurns() throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> type = loader.loadClass(EngineThread.class.getName());
      Class<?> workType = loader.loadClass(Backend.Work.class.getName());
      assertNotSame(EngineThread.class, type);
      Object other = type.getConstructor(String.class).newInstance("test engine");
      CountDownLatch done = new CountDownLatch(1);
      Object work =
          Proxy.newProxyInstance(
              loader,
              new Class<?>[] {workType},
              (proxy, method, arguments) -> {
                done.countDown();
                return null;
              });
      AtomicReference<Thread> caller = new AtomicReference<>();
      boolean wasDone =
          thread.call(
              () -> {
                caller.set(start(() -> invoke(type, other, workType, work)));
                return done.await(300, TimeUnit.MILLISECONDS);
              });
      assertFalse(wasDone, "it waits for the work of this copy");
      caller.get().join();
      assertEquals(0, done.getCount());
    }
  }

  private static void invoke(Class<?> type, Object target, Class<?> workType, Object work) {
    try {
      type.getMethod("call", workType).invoke(target, work);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
