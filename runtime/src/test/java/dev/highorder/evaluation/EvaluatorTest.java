package dev.highorder.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.dataset.Batch;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.util.PairList;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.engine.Engines;
import dev.highorder.image.Normalisation;
import dev.highorder.network.Network;
import dev.highorder.network.ParameterCopies;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.stack.TanhStack;
import dev.highorder.subnet.VggSubNet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against sums that are computed operator by operator. */
class EvaluatorTest {

  private static final int FULL_BATCHES = 5;
  private static final int LAST = 3;
  private static final int BATCH = 8;

  private final NDManager manager = Engines.start().newBaseManager();
  private final ParameterStore parameters = new ParameterStore(manager, false);
  private final LabelledImages images =
      new DrawnShapes(1, 16).draw(DataSplit.TEST, FULL_BATCHES * BATCH + LAST);
  private final ExampleDataset dataset =
      ExampleDataset.builder()
          .setExamples(images)
          .setFormat(images.format(Normalisation.none()))
          .optBatchSize(BATCH)
          .build();
  private final Counting counting = new Counting(network());
  private final Evaluator evaluator = new Evaluator(counting, manager);

  /** Counts its forward passes, operator by operator, with full batches. */
  private static final class Counting extends AbstractBlock {

    private final Block network;
    private int full;

    Counting(Block network) {
      this.network = addChildBlock("network", network);
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> arguments) {
      full += inputs.head().size(0) == BATCH ? 1 : 0;
      return network.forward(store, inputs, training);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
      network.initialize(manager, type, inputs);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return network.getOutputShapes(inputs);
    }
  }

  private static Network network() {
    return Network.builder()
        .setClasses(10)
        .setWidths(4)
        .setBlocks(2)
        .setStack((blocks, width) -> new TanhStack(blocks, () -> new VggSubNet(width)))
        .build();
  }

  @BeforeEach
  void initialize() {
    counting.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    counting.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 16, 16));
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private Evaluation evaluate() {
    return evaluator.evaluate(parameters, dataset, (batch, logits) -> {});
  }

  private Evaluation operatorByOperator() {
    Evaluation.RunningMetrics metrics = new Evaluation.RunningMetrics();
    for (Batch batch : dataset.batches(manager, 0, 0)) {
      NDArray logits = counting.network.forward(parameters, batch.getData(), false).head();
      metrics.add(logits, batch.getLabels().head());
    }
    return metrics.result();
  }

  private void assertRight(Evaluation actual) {
    Evaluation expected = operatorByOperator();
    assertEquals(expected.examples(), actual.examples());
    assertEquals(expected.loss(), actual.loss(), 1e-5 * expected.loss());
    assertEquals(expected.accuracy(), actual.accuracy(), 1e-12);
  }

  /** As training does it: in place. Batch normalisations have statistics of their own then. */
  private void changeParameters() {
    counting.getParameters().forEach(entry -> entry.getValue().getArray().muli(1.3f).addi(0.05f));
  }

  @Test
  void parametersMayChangeBetweenTwoEvaluations() {
    Evaluation before = evaluate();
    assertRight(before);
    changeParameters();
    Evaluation after = evaluate();
    assertRight(after);
    assertNotEquals(before.loss(), after.loss(), 1e-3);
  }

  @Test
  void fullBatchesRunAsAGraphThatIsTracedOnce() {
    evaluate();
    counting.full = 0;
    evaluate();
    assertEquals(0, counting.full, "neither batches nor traces");
  }

  @Test
  void otherValuesOfTheParametersAreTaken() {
    evaluate();
    try (NDManager other = manager.newSubManager()) {
      ParameterStore averages = new ParameterCopies(other, counting, manager.getDevice(), false);
      changeParameters();
      Evaluation averaged = evaluator.evaluate(averages, dataset, (batch, logits) -> {});
      Evaluation changed = evaluate();
      assertRight(changed);
      assertNotEquals(changed.loss(), averaged.loss(), 1e-3);
    }
  }

  @Test
  void nothingIsLeftOpen() {
    evaluate();
    int arrays = manager.getManagedArrays().size();
    evaluate();
    assertEquals(arrays, manager.getManagedArrays().size());
  }
}
