package dev.highorder.serving.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Notices become the totals that they stand for. */
class ServingMetricsTest {

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final ServingMetrics metrics = new ServingMetrics(registry, "shapes");

  private double count(String name) {
    return registry.get("highorder.serving." + name).tag("model", "shapes").counter().count();
  }

  @Test
  void noticesAreCounted() {
    metrics.serves("0123456789ab");
    metrics.requested(7);
    metrics.requested(1);
    metrics.executed(4, 3_000_000);
    metrics.executed(2, 1_000_000);
    for (int i = 0; i < 3; i++) {
      metrics.answered();
      metrics.dequeued(2_000_000);
    }
    metrics.failed(new ArithmeticException("of the test"));
    metrics.refused();
    metrics.refused();
    metrics.expired();
    metrics.cancelled();
    assertEquals(2, count("requests"));
    assertEquals(6, count("images"));
    assertEquals(2, count("executions"), "so the mean batch size is 3");
    assertEquals(3, count("answers"));
    assertEquals(1, count("errors"));
    assertEquals(2, count("refusals"));
    assertEquals(1, count("expirations"));
    assertEquals(1, count("cancellations"));
    Timer compute = registry.get("highorder.serving.compute").timer();
    assertEquals(2, compute.count());
    assertEquals(4, compute.totalTime(TimeUnit.MILLISECONDS), 1e-9);
    Timer queue = registry.get("highorder.serving.queue").timer();
    assertEquals(3, queue.count());
    assertEquals(6, queue.totalTime(TimeUnit.MILLISECONDS), 1e-9);
  }

  @Test
  void theVersionIsTheOneThatServes() throws Exception {
    metrics.serves("one");
    int meters = registry.getMeters().size();
    Thread.sleep(20);
    double age = age();
    assertTrue(age >= 0.02, "" + age);
    for (int i = 0; i < 100; i++) {
      metrics.serves("version " + i);
    }
    assertEquals(meters, registry.getMeters().size(), "swaps leave no meters");
    assertEquals(
        1, registry.get("highorder.serving.version").tag("version", "version 99").gauge().value());
    assertEquals(101, count("swaps"));
    assertTrue(age() < age, "the new version is young");
  }

  private double age() {
    return registry.get("highorder.serving.age").timeGauge().value(TimeUnit.SECONDS);
  }

  @Test
  void tagsAreModelAndVersionAlone() {
    metrics.serves("one");
    Set<String> keys =
        registry.getMeters().stream()
            .map(Meter::getId)
            .flatMap(id -> id.getTags().stream())
            .map(Tag::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of("model", "version"), keys);
  }

  @Test
  void closingRemovesAll() {
    metrics.serves("one");
    metrics.close();
    assertEquals(List.of(), registry.getMeters());
  }
}
