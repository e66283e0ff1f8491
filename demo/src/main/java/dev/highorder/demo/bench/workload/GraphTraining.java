package dev.highorder.demo.bench.workload;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import ai.djl.util.Pair;
import dev.highorder.backend.Backend;
import dev.highorder.backend.GraphCompiler;
import dev.highorder.backend.TrainableNetwork;
import dev.highorder.engine.Engines;
import dev.highorder.optimizer.ParameterOptimizer;
import dev.highorder.recipe.TrainingRecipe;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Training steps as the fit loop takes them, as one compiled graph on MXNet or in segments: SGD
 * with momentum.
 */
final class GraphTraining extends Workload {

  static final float LEARNING_RATE = 0.001f;
  static final float MOMENTUM = 0.9f;

  private final Loss loss = Loss.softmaxCrossEntropyLoss();
  private final Map<String, NDArray> learned = new LinkedHashMap<>();
  private final ParameterOptimizer optimizer;
  private final Backend backend;
  private final TrainableNetwork graph;
  private long step;

  GraphTraining(Engine engine, Setting setting) {
    super(engine, setting);
    optimizer =
        ParameterOptimizer.of(TrainingRecipe.quick(1).optMomentum(MOMENTUM).build(), manager());
    Map<String, NDArray> all = new LinkedHashMap<>();
    for (Pair<String, Parameter> entry : network().getParameters()) {
      NDArray array = entry.getValue().getArray();
      all.put(entry.getKey(), array);
      if (entry.getValue().requiresGradient()) {
        array.setRequiresGradient(true);
        learned.put(entry.getKey(), array);
        optimizer.prepare(entry.getKey(), array);
      }
    }
    backend = Engines.backend(engine);
    GraphCompiler compiler = backend.compiler(manager().getDevice()).orElseThrow();
    graph =
        setting.side() == Side.SEGMENTS
            ? compiler
                .compileForRecomputation(network(), all, manager(), images().getShape())
                .orElseThrow()
            : compiler.compileForTraining(network(), all, manager(), images().getShape());
  }

  @Override
  public float[] run() {
    return backend.call(this::takeStep);
  }

  private float[] takeStep() {
    step++;
    try (NDManager scope = manager().newSubManager()) {
      NDArray x = images().duplicate();
      x.attach(scope);
      NDArray y = labels().duplicate();
      y.attach(scope);
      float value;
      try (GradientCollector collector = manager().getEngine().newGradientCollector()) {
        TrainableNetwork.Pass pass = graph.pass(x);
        NDArray mean = loss.evaluate(new NDList(y), new NDList(pass.output()));
        collector.backward(mean);
        pass.backward();
        value = mean.getFloat();
      }
      learned.forEach(this::update);
      learned.values().forEach(NDArray::toByteBuffer); // waits until the step is done
      return new float[] {value};
    }
  }

  private void update(String name, NDArray weight) {
    try (NDArray gradient = weight.getGradient();
        NDArray target = weight.stopGradient()) {
      optimizer.update(name, target, gradient, LEARNING_RATE, 0, step);
    }
  }
}
