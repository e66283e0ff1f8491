package dev.highorder.serving.metrics;

import dev.highorder.serving.ServingObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The meters of one served classifier. It needs {@code io.micrometer:micrometer-core} from version
 * 1.15 on.
 *
 * <pre>{@code
 * ServedClassifier.builder().optObserver(new ServingMetrics(registry, "shapes"))
 * }</pre>
 *
 * <p>All names begin with {@value #PREFIX}, and all meters have the tag {@code model}. Totals are
 * counters: {@code requests}, {@code images} that the network computed, {@code executions} of the
 * network, {@code answers}, {@code refusals}, {@code errors}, {@code expirations}, {@code
 * cancellations} and {@code swaps}. The mean batch size is images per execution. The timers {@code
 * queue}, from the request to the batch, and {@code compute}, one execution, publish histograms.
 * The gauge {@code version} is 1 with the version that serves as a tag, and {@code age} is the time
 * since it began to. No tag has a value from outside, such as the name of a file.
 */
@SuppressWarnings("exports") // of Micrometer's types: who uses this requires Micrometer
public final class ServingMetrics implements ServingObserver, AutoCloseable {

  /** The beginning of all names. */
  public static final String PREFIX = "highorder.serving.";

  private final MeterRegistry registry;
  private final Tags tags;
  private final List<Meter> meters = new ArrayList<>();

  private final Counter requests;
  private final Counter images;
  private final Counter executions;
  private final Counter answers;
  private final Counter refusals;
  private final Counter errors;
  private final Counter expirations;
  private final Counter cancellations;
  private final Counter swaps;
  private final Timer queue;
  private final Timer compute;

  private volatile long begin = System.nanoTime();
  private Gauge version;

  /**
   * Registers the meters.
   *
   * @param model the value of the tag {@code model}: a name of the application's choice, one for
   *     each served classifier
   */
  public ServingMetrics(MeterRegistry registry, String model) {
    this.registry = registry;
    tags = Tags.of("model", model);
    requests = counter("requests", "Calls, answered or not");
    images = counter("images", "Images that the network computed");
    executions = counter("executions", "Executions of the network, of one batch each");
    answers = counter("answers", "Images that were answered");
    refusals = counter("refusals", "Images that were refused, since too many waited");
    errors = counter("errors", "Images that failed");
    expirations = counter("expirations", "Images without an answer within their deadline");
    cancellations = counter("cancellations", "Images that their callers cancelled");
    swaps = counter("swaps", "Versions that came to serve, the first one too");
    queue = timer("queue", "Time of an image from its request to its batch");
    compute = timer("compute", "Time of an execution of the network");
    meters.add(
        TimeGauge.builder(PREFIX + "age", this, TimeUnit.NANOSECONDS, metrics -> metrics.age())
            .description("Time since the version came to serve")
            .tags(tags)
            .register(registry));
  }

  private Counter counter(String name, String description) {
    Counter counter =
        Counter.builder(PREFIX + name).description(description).tags(tags).register(registry);
    meters.add(counter);
    return counter;
  }

  private Timer timer(String name, String description) {
    Timer timer =
        Timer.builder(PREFIX + name)
            .description(description)
            .tags(tags)
            .publishPercentileHistogram()
            .register(registry);
    meters.add(timer);
    return timer;
  }

  private double age() {
    return System.nanoTime() - begin;
  }

  @Override
  public void requested(int count) {
    requests.increment();
  }

  @Override
  public void refused() {
    refusals.increment();
  }

  @Override
  public void dequeued(long nanos) {
    queue.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void executed(int count, long nanos) {
    images.increment(count);
    executions.increment();
    compute.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void answered() {
    answers.increment();
  }

  @Override
  public void failed(Throwable reason) {
    errors.increment();
  }

  @Override
  public void expired() {
    expirations.increment();
  }

  @Override
  public void cancelled() {
    cancellations.increment();
  }

  /** Replaces the gauge of the version before, so that many swaps leave no more meters. */
  @Override
  public synchronized void serves(String name) {
    begin = System.nanoTime();
    swaps.increment();
    removeVersion();
    version =
        Gauge.builder(PREFIX + "version", () -> 1)
            .description("The version that serves, by its tag")
            .tags(tags.and("version", name))
            .register(registry);
  }

  private void removeVersion() {
    if (version != null) {
      registry.remove(version);
    }
  }

  /** Removes the meters from the registry. */
  @Override
  public synchronized void close() {
    removeVersion();
    meters.forEach(registry::remove);
  }
}
