package dev.highorder.demo.bench;

import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import ai.onnxruntime.OrtException;
import dev.highorder.demo.bench.ContenderRun.Setting;
import dev.highorder.demo.bench.ContenderRun.Side;
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

/** All passes of inference over a recorded network of 58 layers of 16 channels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RewrittenGraph {

  private static final int WIDTH = 16;

  /** The name of a scheme. */
  @Param({"euler", "midpoint", "rk4", "verner8"})
  public String scheme;

  private final Map<String, Tensor> parameters = new HashMap<>();
  private Graph recorded;

  /** Records the network. */
  @Setup
  public void record() throws OrtException {
    try (Contender contender = new Setting(Side.OPERATORS, false, scheme, WIDTH, 1, 0).start()) {
      recorded = Tracer.trace(contender.network, contender.manager, contender.images.getShape());
      for (Pair<String, Parameter> entry : contender.network.getParameters()) {
        parameters.put(entry.getKey(), ArrayTensors.read(entry.getValue().getArray()));
      }
    }
  }

  /** Returns the graph to be compiled, where all additions are worth fusing. */
  @Benchmark
  public Graph passes() {
    return Optimization.forInference(recorded, parameters::get, convolution -> true);
  }
}
