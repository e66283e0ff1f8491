package dev.highorder.stack;

import ai.djl.ndarray.NDManager;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The turn in which threads submit operators to an engine.
 *
 * <p>MXNet computes asynchronously: a forward pass only submits operators. One that writes several
 * arrays, such as batch normalisation with its running mean and variance, is queued at one array
 * after the other. If two threads submit such operators of one network at the same time, each
 * operator may wait for the other for ever. So with MXNet, threads submit the operators of one part
 * of a network after another. The computation itself does not take turns, and other engines have no
 * need of it.
 *
 * <p>This makes a network safe that several of DJL's own {@code Predictor}s share, each in a thread
 * of its own. It does not cover blocks outside of a network or stack.
 */
final class SubmissionTurn {

  private static final SubmissionTurn NONE = new SubmissionTurn(false);
  private static final SubmissionTurn MXNET = new SubmissionTurn(true);

  private final boolean isTaken;
  private final ReentrantLock lock = new ReentrantLock();

  private SubmissionTurn(boolean isTaken) {
    this.isTaken = isTaken;
  }

  /** Returns the turn of the engine of a manager. */
  static SubmissionTurn of(NDManager manager) {
    return manager.getEngine().getEngineName().equals("MXNet") ? MXNET : NONE;
  }

  /** Submits operators when it is this thread's turn; a thread that has the turn keeps it. */
  <T> T during(Supplier<T> submission) {
    if (!isTaken) {
      return submission.get();
    }
    lock.lock();
    try {
      return submission.get();
    } finally {
      lock.unlock();
    }
  }
}
