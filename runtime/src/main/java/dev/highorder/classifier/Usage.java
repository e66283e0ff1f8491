package dev.highorder.classifier;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The users of something that is closed once: whoever comes after that is refused, and it is freed
 * when the last user has left.
 */
final class Usage {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private final ThreadLocal<Boolean> isInside = ThreadLocal.withInitial(() -> false);
  private final Runnable free;
  private int users;
  private boolean isClosed;
  private boolean isFreed;

  /**
   * Starts without users.
   *
   * @param free frees what is used, once
   */
  Usage(Runnable free) {
    this.free = free;
  }

  /**
   * Does work that uses it.
   *
   * @throws IllegalStateException if it is closed
   */
  <T> T during(Supplier<T> work) {
    enter();
    boolean wasInside = isInside.get();
    isInside.set(true);
    try {
      return work.get();
    } finally {
      if (!wasInside) {
        isInside.remove();
      }
      leave();
    }
  }

  private void enter() {
    lock.lock();
    try {
      if (isClosed) {
        throw new IllegalStateException("The classifier is closed. Load it again.");
      }
      users++;
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    boolean isLast;
    lock.lock();
    try {
      isLast = --users == 0 && isClosed;
    } finally {
      lock.unlock();
    }
    if (isLast) {
      free();
    }
  }

  /**
   * Refuses new users, and waits until all others have left and it is freed. Closing again does
   * nothing.
   *
   * @param mayWait whether the calling thread may wait; if not, or if it is itself a user, the last
   *     user frees it
   */
  void close(boolean mayWait) {
    boolean isUnused;
    lock.lock();
    try {
      if (isClosed) {
        return;
      }
      isClosed = true;
      isUnused = users == 0;
    } finally {
      lock.unlock();
    }
    if (isUnused) {
      free();
    } else if (mayWait && !isInside.get()) {
      awaitFreed();
    }
  }

  private void awaitFreed() {
    lock.lock();
    try {
      while (!isFreed) {
        freed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void free() {
    try {
      free.run();
    } finally {
      lock.lock();
      try {
        isFreed = true;
        freed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
