package dev.highorder.demo.bench;

import ai.onnxruntime.OrtException;
import dev.highorder.demo.bench.ContenderRun.Setting;
import dev.highorder.demo.bench.ContenderRun.Side;
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
 * One image of 32x32 through 58 layers of 16 channels, with all processors. A side that computes
 * something else than its operators by themselves fails.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SingleImage {

  private static final int WIDTH = 16;
  private static final double TOLERANCE = 1e-4;

  /** The name of a scheme. */
  @Param({"euler", "midpoint", "rk4", "verner8"})
  public String scheme;

  /** Who computes: a {@link Side} in small letters. */
  @Param({"graph", "operators", "pytorch", "onnx_runtime"})
  public String side;

  private Contender contender;

  /** Builds the network. */
  @Setup
  public void start() throws OrtException {
    int threads = Runtime.getRuntime().availableProcessors();
    Side who = Side.valueOf(side.toUpperCase(Locale.ROOT));
    contender = new Setting(who, false, scheme, WIDTH, 1, threads).start();
    if (!(InferenceBenchmark.difference(contender.forward(), contender.run()) <= TOLERANCE)) {
      throw new IllegalStateException(side + " computes something else than its operators");
    }
  }

  /** Returns the logits. */
  @Benchmark
  public float[] inference() {
    return contender.run();
  }

  /** Closes the network. */
  @TearDown
  public void stop() {
    contender.close();
  }
}
