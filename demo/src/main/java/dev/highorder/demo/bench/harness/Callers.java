package dev.highorder.demo.bench.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** Threads that ask for answers one after another, and measure how long each takes. */
public final class Callers {

  private static final int PATIENCE = 60;

  /** Times of more refusals than this are not kept: they would be what grows. */
  private static final int MAX_TIMES = 10_000;

  private Callers() {}

  /** Asks for one answer. */
  @FunctionalInterface
  public interface Question {

    /**
     * Asks, and checks the answer.
     *
     * @param number the number of the question
     * @return whether there was an answer; if not, the question was refused
     * @throws Exception if the answer is wrong
     */
    boolean ask(int number) throws Exception;
  }

  /**
   * The result of a run.
   *
   * @param answers the number of answers
   * @param refusals the number of refusals
   * @param perSecond answers per second
   * @param medianMillis the median of the times of answers
   * @param slowMillis the time that one answer of a hundred exceeds
   * @param refusalMillis the time that one refusal of a hundred exceeds; 0 without refusals
   * @param failure what a caller threw, or that it hangs; empty if nothing is wrong
   */
  public record Result(
      int answers,
      int refusals,
      double perSecond,
      double medianMillis,
      double slowMillis,
      double refusalMillis,
      String failure) {}

  /**
   * Lets some threads ask for a time.
   *
   * @param threads the number of threads, which are daemons
   * @param time how long they begin new questions
   * @param pauseMillis the pause of a thread after a refusal
   */
  public static Result run(int threads, Duration time, long pauseMillis, Question question)
      throws InterruptedException {
    ConcurrentLinkedQueue<Long> answers = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<Long> refusals = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    AtomicInteger numbers = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  while (System.nanoTime() < end && failures.isEmpty()) {
                    long asked = System.nanoTime();
                    boolean isAnswer = question.ask(numbers.getAndIncrement());
                    if (isAnswer) {
                      answers.add(System.nanoTime() - asked);
                    } else {
                      if (refused.incrementAndGet() <= MAX_TIMES) {
                        refusals.add(System.nanoTime() - asked);
                      }
                      Thread.sleep(pauseMillis);
                    }
                  }
                } catch (Exception | Error e) {
                  failures.add(e.toString());
                }
              });
      thread.setDaemon(true);
      thread.start();
      all.add(thread);
    }
    for (Thread thread : all) {
      thread.join(time.toMillis() + TimeUnit.SECONDS.toMillis(PATIENCE));
      if (thread.isAlive()) {
        failures.add("it hangs");
        break;
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    long[] times = answers.stream().mapToLong(nanos -> nanos).sorted().toArray();
    long[] refusedTimes = refusals.stream().mapToLong(nanos -> nanos).sorted().toArray();
    return new Result(
        times.length,
        refused.get(),
        times.length / seconds,
        millis(times, 50),
        millis(times, 99),
        millis(refusedTimes, 99),
        failures.isEmpty() ? "" : failures.peek());
  }

  private static double millis(long[] sorted, int percent) {
    return LongStream.of(sorted).skip((long) sorted.length * percent / 100).findFirst().orElse(0)
        / 1e6;
  }
}
