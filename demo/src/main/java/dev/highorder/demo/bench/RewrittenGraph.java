package dev.highorder.demo.bench;

import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.highorder.demo.bench.workload.Setting;
import dev.highorder.demo.bench.workload.Side;
import dev.highorder.demo.bench.workload.Task;
import dev.highorder.demo.bench.workload.Workload;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Optimization;
import dev.highorder.graph.Tensor;
import dev.highorder.mxnet.ArrayTensors;
import dev.highorder.mxnet.Tracer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All passes of inference over the traced graph of a network of 58 layers and 16 channels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RewrittenGraph {

  private static final int WIDTH = 16;

  /** The scheme. */
  @Param({"euler", "midpoint", "rk4", "verner8"})
  public String scheme;

  private final Map<String, Tensor> parameters = new HashMap<>();
  private Graph traced;

  /** Traces the network. */
  @Setup
  public void trace() {
    Setting setting = Setting.ofNetwork(Side.OPERATORS, Task.INFERENCE, scheme, WIDTH, 1, 0);
    try (Workload workload = setting.start()) {
      traced = Tracer.trace(workload.network(), workload.manager(), workload.images().getShape());
      for (Pair<String, Parameter> entry : workload.network().getParameters()) {
        parameters.put(entry.getKey(), ArrayTensors.read(entry.getValue().getArray()));
      }
    }
  }

  /** Returns the optimised graph, with every addition fused into a convolution. */
  @Benchmark
  public Graph passes() {
    return Optimization.forInference(traced, parameters::get, convolution -> true);
  }
}
