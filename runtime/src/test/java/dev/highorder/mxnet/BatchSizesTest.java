package dev.highorder.mxnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.backend.UntraceableNetworkException;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Node;
import dev.highorder.graph.Operator;
import dev.highorder.graph.Operator.Opaque;
import dev.highorder.graph.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchSizesTest {

  private static Graph with(Operator operator) {
    return new Graph(new Node(operator, new Node(new Operator.Input())));
  }

  private static Opaque reshape(String shape) {
    return new Opaque("_np_reshape", Map.of("newshape", shape));
  }

  private static Operator generalised(Operator one, Operator other) {
    return BatchSizes.generalised(with(one), 2, with(other), 3).output().operator();
  }

  private static void assertRefused(Operator one, Operator other, String why) {
    String message =
        assertThrows(UntraceableNetworkException.class, () -> generalised(one, other)).getMessage();
    assertTrue(message.contains(why), message);
  }

  @Test
  void whatIsTheSameStays() {
    assertEquals(reshape("(5, 4)"), generalised(reshape("(5, 4)"), reshape("(5, 4)")));
  }

  @Test
  void theBatchSizeComesFromTheInput() {
    assertEquals(
        new Opaque("_npx_reshape", Map.of("newshape", "(-2, 4)")),
        generalised(reshape("(2, 4)"), reshape("(3, 4)")));
    assertEquals(
        new Opaque("_npx_reshape", Map.of("newshape", "(-1, 4)")),
        generalised(reshape("(8, 4)"), reshape("(12, 4)")));
  }

  @Test
  void anyOtherDifferenceIsADecision() {
    assertRefused(reshape("(2, 4)"), reshape("(3, 5)"), "depend on the numbers");
    assertRefused(reshape("(8, -1)"), reshape("(12, -1)"), "depend on the numbers");
    assertRefused(new Operator.Relu(), new Operator.Copy(), "depend on the numbers");
    assertRefused(
        new Operator.WeightedSum(List.of(1.0)),
        new Operator.WeightedSum(List.of(2.0)),
        "depend on the numbers");
  }

  @Test
  void constantsMustBeTheSame() {
    Tensor one = new Tensor(List.of(2L), new float[] {1, 2});
    assertRefused(
        new Operator.Constant(one),
        new Operator.Constant(new Tensor(List.of(2L), new float[] {1, 3})),
        "not the same each time");
    assertRefused(
        new Operator.Constant(one),
        new Operator.Constant(new Tensor(List.of(3L), new float[] {1, 2, 3})),
        "whose shape depends");
  }

  /** The same operators, wired differently. */
  @Test
  void theWiringMustBeTheSame() {
    Node x = new Node(new Operator.Input());
    Node a = new Node(new Operator.Relu(), x);
    Node sum = new Node(Operator.WeightedSum.plain(2), a, x);
    Node other = new Node(Operator.WeightedSum.plain(2), x, a);

    assertThrows(
        UntraceableNetworkException.class,
        () -> BatchSizes.generalised(new Graph(sum), 2, new Graph(other), 3));
  }
}
