package dev.highorder.demo.bench.workload;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.RecomputedPass;

/** Training steps of a stack alone by DJL's own trainer, for the mean of its output. */
final class StackTraining extends Workload {

  private final boolean recomputes;
  private final Model model;
  private final Trainer trainer;

  StackTraining(Engine engine, Setting setting) {
    super(engine, setting);
    recomputes = setting.side() == Side.RECOMPUTED;
    model = Model.newInstance("bench", engine.getEngineName());
    model.setBlock(network());
    trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l2Loss()));
    trainer.initialize(setting.input());
  }

  @Override
  public float[] run() {
    try (NDManager scope = trainer.getManager().newSubManager()) {
      NDArray x = images().duplicate();
      x.attach(scope);
      float mean;
      try (GradientCollector collector = trainer.newGradientCollector()) {
        mean = recomputes ? recomputed(collector, x) : recorded(collector, x);
      }
      trainer.step();
      // Waits until the step is done.
      network().getParameters().values().get(0).getArray().sum().getFloat();
      return new float[] {mean};
    }
  }

  private float recorded(GradientCollector collector, NDArray x) {
    NDArray mean = trainer.forward(new NDList(x)).head().mean();
    collector.backward(mean);
    return mean.getFloat();
  }

  private float recomputed(GradientCollector collector, NDArray x) {
    HighOrderStack stack = (HighOrderStack) network();
    ParameterStore parameters = new ParameterStore(trainer.getManager(), false);
    try (RecomputedPass pass = stack.forwardForRecomputation(parameters, x);
        NDArray mean = pass.output().mean();
        NDArray ones = pass.output().onesLike();
        NDArray ofMean = ones.div(ones.size());
        NDArray gradient = pass.backward(collector, ofMean)) {
      gradient.sum().getFloat();
      return mean.getFloat();
    }
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
    super.close();
  }
}
