package dev.highorder.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A daemon thread that makes all calls to one native engine, first come, first served.
 *
 * <p>It exists for engines that keep memory for every thread that ever called them, or that several
 * threads must not call at the same time. The thread starts with the first unit of work and lives
 * as long as the process. The copies of this library that several class loaders of one process have
 * loaded own a thread each; these take turns.
 *
 * <p>Between units of work the thread refers to nothing of its callers, and its context class
 * loader is the one of this library. While it works it has the context class loader of the caller.
 */
public final class EngineThread {

  private static final StackTraceElement SEAM =
      new StackTraceElement(EngineThread.class.getName(), "calledFrom", null, -1);

  /** The method below which a stack trace shows nothing but this class. */
  private static final String OUTERMOST = "withLoader";

  private final String name;

  /** Strings are interned for the whole process, so all class loaders share this monitor. */
  private final Object turn;

  private final LinkedBlockingQueue<FutureTask<?>> queue = new LinkedBlockingQueue<>();
  private volatile Thread thread;

  /**
   * Prepares a thread, which is not started yet.
   *
   * @param name the thread's name; threads of one name in a process take turns
   */
  public EngineThread(String name) {
    this.name = name;
    turn = (EngineThread.class.getName() + " " + name).intern();
  }

  /** Returns whether the calling thread is this one. */
  public boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  /**
   * Does work on this thread and waits for it; called on this thread, does it at once.
   *
   * <p>An interrupt of the caller does not end the wait, since native work cannot be abandoned; it
   * is kept, and the caller is interrupted when this method returns. Exceptions are thrown as they
   * are, with the stack trace of the caller added to their own.
   *
   * @return the result of the work
   * @throws E what the work throws
   */
  @SuppressWarnings("unchecked") // Work<T, E> throws E and what is unchecked, and nothing else
  public <T, E extends Exception> T call(Backend.Work<T, E> work) throws E {
    if (isCurrent()) {
      return work.get();
    }
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    FutureTask<T> task = new FutureTask<>(() -> withLoader(loader, work));
    start();
    queue.add(task);
    try {
      return await(task);
    } catch (ExecutionException e) {
      Throwable thrown = withCaller(e.getCause());
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (E) thrown;
    }
  }

  private synchronized void start() {
    if (thread == null) {
      thread = new Thread(this::work, name);
      thread.setDaemon(true);
      thread.setContextClassLoader(EngineThread.class.getClassLoader());
      thread.start();
    }
  }

  private void work() {
    while (true) {
      try {
        workOnce();
      } catch (InterruptedException e) {
        // Whoever interrupts this thread means the work, which is over.
      } catch (OutOfMemoryError e) {
        // The heap has no room even for waiting. If this thread ended, its callers would wait for
        // ever; whoever filled the heap fails at the next allocation.
        Thread.onSpinWait();
      }
    }
  }

  /** A method of its own, so that no variable keeps the last task while the thread waits. */
  private void workOnce() throws InterruptedException {
    FutureTask<?> task = queue.take();
    synchronized (turn) {
      task.run(); // keeps what is thrown
    }
  }

  private static <T, E extends Exception> T withLoader(ClassLoader loader, Backend.Work<T, E> work)
      throws E {
    Thread current = Thread.currentThread();
    ClassLoader own = current.getContextClassLoader();
    current.setContextClassLoader(loader);
    try {
      return work.get();
    } finally {
      current.setContextClassLoader(own);
    }
  }

  private static <T> T await(FutureTask<T> task) throws ExecutionException {
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Replaces the frames of this class below the work by those of the caller. */
  private static Throwable withCaller(Throwable thrown) {
    List<StackTraceElement> own = Arrays.asList(thrown.getStackTrace());
    int end = own.size() - 1;
    while (end >= 0 && !(isOurs(own.get(end)) && own.get(end).getMethodName().equals(OUTERMOST))) {
      end--;
    }
    if (end < 0) {
      return thrown; // made elsewhere, or without a stack trace
    }
    List<StackTraceElement> caller = Arrays.asList(Thread.currentThread().getStackTrace());
    int begin = 1; // behind getStackTrace
    while (begin < caller.size() && isOurs(caller.get(begin))) {
      begin++;
    }
    List<StackTraceElement> whole = new ArrayList<>(own.subList(0, end));
    whole.add(SEAM);
    whole.addAll(caller.subList(begin, caller.size()));
    thrown.setStackTrace(whole.toArray(StackTraceElement[]::new));
    return thrown;
  }

  private static boolean isOurs(StackTraceElement frame) {
    return frame.getClassName().equals(EngineThread.class.getName());
  }
}
