package dev.highorder.demo.bench.baseline;

import ai.djl.ndarray.NDArray;
import dev.highorder.Scheme;
import dev.highorder.processor.scheme.ButcherTableau;
import dev.highorder.processor.scheme.ExactNumber;
import java.util.ArrayList;
import java.util.List;

/**
 * A stack that interprets a tableau while it runs: the baseline of schemes that nobody would write
 * by hand, such as Verner's with fourteen stages. Not hand-written, and slower for the schemes that
 * are; the layers are the same.
 */
public final class InterpretedStack extends PlainStack {

  private final ButcherTableau tableau;

  /** Creates a stack of a scheme that has a tableau. */
  public InterpretedStack(Scheme scheme, int blocks, int channels) {
    super(scheme.stages(), blocks, channels);
    tableau = ButcherTableau.of(scheme);
  }

  @Override
  NDArray block(NDArray x, List<F> f) {
    List<NDArray> k = new ArrayList<>();
    for (int stage = 0; stage < f.size(); stage++) {
      k.add(f.get(stage).of(sum(x, tableau.a().get(stage), k)));
    }
    return sum(x, tableau.b(), k);
  }

  private static NDArray sum(NDArray x, List<ExactNumber> coefficients, List<NDArray> k) {
    NDArray sum = x;
    for (int j = 0; j < coefficients.size(); j++) {
      ExactNumber c = coefficients.get(j);
      if (!c.isZero()) {
        sum = sum.add(c.isOne() ? k.get(j) : k.get(j).mul(c.doubleValue()));
      }
    }
    return sum;
  }
}
