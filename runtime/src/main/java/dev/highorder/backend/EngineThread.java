package dev.highorder.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

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

  private final LinkedBlockingQueue<Task<?>> queue = new LinkedBlockingQueue<>();
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
    Task<T> task = new Task<>(() -> withLoader(loader, work));
    start();
    queue.add(task);
    task.await();
    if (task.thrown == null) {
      return task.result;
    }
    Throwable thrown = withCaller(task.thrown);
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (E) thrown;
  }

  private synchronized void start() {
    if (thread != null) {
      return;
    }
    Thread created = new Thread(this::work, name);
    created.setDaemon(true);
    created.setContextClassLoader(EngineThread.class.getClassLoader());
    thread = created; // before it runs, since it compares itself with this field
    boolean isStarted = false;
    try {
      created.start();
      isStarted = true;
    } finally {
      if (!isStarted) { // the system has no more threads
        thread = null;
      }
    }
  }

  /** Never ends, whatever happens, since callers would wait for ever. */
  private void work() {
    while (true) {
      try {
        workOnce();
      } catch (Throwable e) {
        // An interrupt, which means work that is over; or no memory to wait with, so try again.
        Thread.onSpinWait();
      }
    }
  }

  /** A method of its own, so that no variable keeps the last task while the thread waits. */
  private void workOnce() throws InterruptedException {
    Task<?> task = queue.take();
    synchronized (turn) {
      task.run();
    }
  }

  /**
   * A unit of work, and what became of it.
   *
   * <p>Unlike {@link java.util.concurrent.FutureTask}, it allocates nothing when it ends: it ends
   * also when Java's memory is used up.
   */
  private static final class Task<T> {

    private final Backend.Work<T, ?> work;
    private final Thread caller = Thread.currentThread();
    private T result;
    private Throwable thrown;
    private volatile boolean isDone;

    Task(Backend.Work<T, ?> work) {
      this.work = work;
    }

    void run() {
      try {
        result = work.get();
      } catch (Throwable e) { // for the caller
        thrown = e;
      } finally {
        isDone = true;
        LockSupport.unpark(caller);
      }
    }

    /** Waits until the work is done. An interrupt is kept for later. */
    void await() {
      boolean isInterrupted = false;
      while (!isDone) {
        LockSupport.park(this);
        isInterrupted |= Thread.interrupted();
      }
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
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
