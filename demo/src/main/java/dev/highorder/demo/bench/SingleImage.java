package dev.highorder.demo.bench;

import dev.highorder.demo.bench.harness.Measurement;
import dev.highorder.demo.bench.workload.Setting;
import dev.highorder.demo.bench.workload.Side;
import dev.highorder.demo.bench.workload.Task;
import dev.highorder.demo.bench.workload.Workload;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Inference of one image of 32x32 by a network of 58 layers and 16 channels, on all cores. A side
 * whose logits differ from those of its operators fails.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SingleImage {

  private static final int WIDTH = 16;
  private static final double TOLERANCE = 1e-4;

  /** The scheme. */
  @Param({"euler", "midpoint", "rk4", "verner8"})
  public String scheme;

  /** Who computes: a {@link Side} in lower case. */
  @Param({"graph", "operators", "pytorch", "onnx_runtime"})
  public String side;

  private Workload workload;

  /** Builds the network. */
  @Setup
  public void start() {
    int threads = Runtime.getRuntime().availableProcessors();
    Side who = Side.valueOf(side.toUpperCase(Locale.ROOT));
    workload = Setting.ofNetwork(who, Task.INFERENCE, scheme, WIDTH, 1, threads).start();
    Measurement expected = Measurement.once(workload::forward);
    double difference = Measurement.once(workload::run).difference(expected);
    if (!(difference <= TOLERANCE)) { // NaN too
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s differs from its operators by %.1e, relative to the largest logit.",
              side,
              difference));
    }
  }

  /** Returns the logits. */
  @Benchmark
  public float[] inference() {
    return workload.run();
  }

  /** Closes the network. */
  @TearDown
  public void stop() {
    workload.close();
  }
}
