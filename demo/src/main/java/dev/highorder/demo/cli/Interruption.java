package dev.highorder.demo.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Turns Ctrl-C and SIGTERM into a request to stop while it is open; a second one ends the process
 * at once.
 *
 * <p>A shutdown hook could not: Java ignores a second signal while hooks run, and ends with another
 * exit code. The class for signals is in every JDK, but not part of its specification, so it is
 * looked up; without it, signals end the process as usual.
 */
final class Interruption {

  /** What shells call a program that a user interrupted. */
  static final int EXIT_CODE = 130;

  private final Runnable stop;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final List<Runnable> undo = new ArrayList<>();

  Interruption(Runnable stop) {
    this.stop = stop;
    for (String name : new String[] {"INT", "TERM"}) {
      try {
        handle(name);
      } catch (ReflectiveOperationException | RuntimeException e) {
        // No such class or signal, or it belongs to the JVM: signals do what they always do.
        System.err.println("SIG%s ends the training without a checkpoint here.".formatted(name));
      }
    }
  }

  private void handle(String name) throws ReflectiveOperationException {
    Class<?> signalType = Class.forName("sun.misc.Signal");
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    InvocationHandler invocation =
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "handle" -> onSignal();
            case "equals" -> {
              return proxy == arguments[0];
            }
            case "hashCode" -> {
              return System.identityHashCode(proxy);
            }
            default -> {
              return "the handler of " + name;
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
            throw new IllegalStateException(e);
          }
        });
  }

  private void onSignal() {
    if (asked.getAndSet(true)) {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
    System.err.println(
        "\nStopping after this batch, with a checkpoint. Once more ends at once, without one.");
    stop.run();
  }

  /** Lets signals do again what they did before. */
  void close() {
    undo.forEach(Runnable::run);
  }
}
