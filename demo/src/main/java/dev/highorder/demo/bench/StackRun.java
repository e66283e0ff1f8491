package dev.highorder.demo.bench;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import dev.highorder.Scheme;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.engine.ProcessMemory;
import dev.highorder.scheme.SchemeDefinition;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.RecomputedPass;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * A process of its own that runs one stack a few times and prints the median time of a run and the
 * peak of its resident memory. Its arguments are those of {@link Setting}.
 */
public final class StackRun {

  private static final int RUNS = 3;

  private StackRun() {}

  /**
   * What is run.
   *
   * @param code {@code generated}, {@code unrecorded}, which trains a stack without a record,
   *     {@code handwritten} or {@code idle}, which runs nothing
   * @param scheme the name of a scheme, such as {@code rk4}
   * @param mode {@code inference} or {@code training}
   * @param subNets the sub-nets in all; a block has one per stage
   * @param width channels
   * @param batch images of 32x32
   */
  record Setting(String code, String scheme, String mode, int subNets, int width, int batch) {

    String[] arguments() {
      return new String[] {
        code, scheme, mode, "" + subNets, "" + width, "" + batch,
      };
    }

    static Setting of(String[] arguments) {
      return new Setting(
          arguments[0],
          arguments[1],
          arguments[2],
          Integer.parseInt(arguments[3]),
          Integer.parseInt(arguments[4]),
          Integer.parseInt(arguments[5]));
    }

    int stages() {
      return SchemeDefinition.of(ofName()).stages();
    }

    private Scheme ofName() {
      return Scheme.valueOf(scheme.toUpperCase(Locale.ROOT));
    }

    private Block stack() {
      return code.equals("handwritten")
          ? new HandWrittenStack(ofName(), subNets / stages(), width)
          : NamedStacks.get("vgg-" + scheme).create(subNets / stages(), width);
    }
  }

  /** Runs and prints {@code milliseconds kilobytes}. */
  public static void main(String[] args) throws IOException {
    Setting setting = Setting.of(args);
    Engine engine = Engines.start();
    double time = 0;
    try (Model model = Model.newInstance("bench", engine.getEngineName())) {
      model.setBlock(setting.stack());
      try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l2Loss()))) {
        trainer.initialize(new Shape(1, setting.width(), 32, 32));
        if (!setting.code().equals("idle")) {
          double[] times = new double[RUNS];
          for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            run(setting, trainer);
            times[i] = (System.nanoTime() - start) / 1e6;
          }
          Arrays.sort(times);
          time = times[RUNS / 2];
        }
      }
    }
    System.out.println(Math.round(time) + " " + ProcessMemory.peakBytes().orElse(0) / 1024);
  }

  private static void run(Setting setting, Trainer trainer) {
    try (NDManager manager = trainer.getManager().newSubManager()) {
      NDArray x = manager.randomNormal(new Shape(setting.batch(), setting.width(), 32, 32));
      if (setting.mode().equals("inference")) {
        trainer.evaluate(new NDList(x)).head().sum().getFloat();
        return;
      }
      try (GradientCollector collector = trainer.newGradientCollector()) {
        if (setting.code().equals("unrecorded")) {
          runForRecomputation(trainer, collector, x);
        } else {
          collector.backward(trainer.forward(new NDList(x)).head().mean());
        }
      }
      trainer.step();
      trainer.getModel().getBlock().getParameters().values().get(0).getArray().sum().getFloat();
    }
  }

  private static void runForRecomputation(Trainer trainer, GradientCollector collector, NDArray x) {
    HighOrderStack stack = (HighOrderStack) trainer.getModel().getBlock();
    ParameterStore parameters = new ParameterStore(trainer.getManager(), false);
    try (RecomputedPass pass = stack.forwardForRecomputation(parameters, x);
        NDArray ones = pass.output().onesLike();
        NDArray ofMean = ones.div(ones.size());
        NDArray gradient = pass.backward(collector, ofMean)) {
      gradient.sum().getFloat();
    }
  }
}
