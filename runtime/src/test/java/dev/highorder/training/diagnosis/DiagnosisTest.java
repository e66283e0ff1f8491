package dev.highorder.training.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.stack.TanhStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

  private static final Shape INPUT = new Shape(2, 3, 8, 8);

  private final NDManager manager = Engines.start().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private Network network(float factor) {
    Network network =
        Network.builder()
            .setClasses(3)
            .setWidths(4)
            .setBlocks(2)
            .setStack((blocks, width) -> new TanhStack(blocks, () -> scaled(width, factor)))
            .build();
    network.initialize(manager, DataType.FLOAT32, INPUT);
    return network;
  }

  private static Block scaled(int width, float factor) {
    return new SequentialBlock()
        .add(TanhStack.subNet(width))
        .add(LambdaBlock.singleton(x -> x.mul(factor), "scale"));
  }

  private String diagnosis(Block network, NDArray data) {
    return new Diagnosis(network, new ParameterStore(manager, false), manager.getEngine()).of(data);
  }

  @Test
  void findsNothingInAGoodBatch() {
    assertEquals(
        "When the batch is computed again, all its stages are within bounds.",
        diagnosis(network(1), manager.ones(INPUT)));
  }

  @Test
  void namesAnInputThatIsNotFinite() {
    assertEquals(
        "The input of the batch holds numbers that are not finite.",
        diagnosis(network(1), manager.ones(INPUT).mul(Float.NaN)));
  }

  @Test
  void namesAParameterThatIsNotFinite() {
    Network network = network(1);
    String name = network.getParameters().keyAt(3);
    NDArray value = network.getParameters().valueAt(3).getArray();
    value.onesLike().mul(Float.POSITIVE_INFINITY).copyTo(value);

    assertEquals(
        "The parameter " + name + " was not finite before this batch.",
        diagnosis(network, manager.ones(INPUT)));
  }

  @Test
  void namesTheFirstStageThatIsTooLarge() {
    String message = diagnosis(network(1e9f), manager.randomNormal(INPUT));

    assertEquals(
        "The first stage out of bounds is stack 1, block 1, stage 1 (sub-net test.Tanh)",
        message.substring(0, message.indexOf(", whose size")));
  }

  @Test
  void namesTheNetworkIfItHasNoParts() {
    Block network =
        new SequentialBlock().add(LambdaBlock.singleton(x -> x.mul(1e30f).mul(1e30f), "overflow"));
    network.initialize(manager, DataType.FLOAT32, INPUT);

    assertEquals(
        "The first output that is not finite is that of the network.",
        diagnosis(network, manager.ones(INPUT)));
  }
}
