package dev.highorder.demo.cli.training;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A handler of Ctrl-C, SIGTERM and SIGHUP. While it is open, the first signal asks the training run
 * to stop, and a second Ctrl-C or SIGTERM ends the process at once. A SIGHUP never does: a terminal
 * that is closed may send two, and one may follow the SIGTERM of a service manager.
 *
 * <p>A shutdown hook would not do: Java ignores a second signal while hooks run, and exits with
 * another code. {@code sun.misc.Signal} is in every JDK, but not part of its specification, so it
 * is looked up by reflection; without it, signals end the process as usual.
 */
public final class Interruption {

  /** The exit code that shells expect of an interrupted program: 128 + SIGINT. */
  public static final int EXIT_CODE = 130;

  /** The signal of a terminal that was closed. With nohup, Java leaves it ignored. */
  private static final String HANGUP = "HUP";

  private final Runnable stop;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final List<Runnable> undo = new ArrayList<>();

  Interruption(Runnable stop) {
    this.stop = stop;
    for (String name : new String[] {"INT", "TERM", HANGUP}) {
      try {
        handle(name);
      } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
        // No such class or signal, or the JVM uses it itself: the signal keeps its usual effect.
        if (!name.equals(HANGUP)) { // Windows has none
          System.err.println(
              "SIG%s cannot be handled here: it will end the run without a checkpoint."
                  .formatted(name));
        }
      }
    }
  }

  private void handle(String name) throws ReflectiveOperationException {
    Class<?> signalType = Class.forName("sun.misc.Signal");
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    InvocationHandler invocation =
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "handle" -> onSignal(name);
            case "equals" -> {
              return proxy == arguments[0];
            }
            case "hashCode" -> {
              return System.identityHashCode(proxy);
            }
            default -> {
              return "handler of SIG" + name;
            }
          }
          return null;
        };
    Object handler =
        Proxy.newProxyInstance(
            Interruption.class.getClassLoader(), new Class<?>[] {handlerType}, invocation);
    Object signal = signalType.getConstructor(String.class).newInstance(name);
    var handle = signalType.getMethod("handle", signalType, handlerType);
    Object before = handle.invoke(null, signal, handler);
    undo.add(
        () -> {
          try {
            handle.invoke(null, signal, before);
          } catch (ReflectiveOperationException e) {
            // Then a signal still asks a run to stop that is over; its result is what counts.
          }
        });
  }

  private void onSignal(String name) {
    if (asked.getAndSet(true)) {
      if (!name.equals(HANGUP)) {
        Runtime.getRuntime().halt(EXIT_CODE);
      }
      return;
    }
    System.err.println(
        "\nStopping after this batch, with a checkpoint. A second signal stops at once, without"
            + " one.");
    stop.run();
  }

  /** Restores the handlers that were there before. */
  void close() {
    undo.forEach(Runnable::run);
  }
}
