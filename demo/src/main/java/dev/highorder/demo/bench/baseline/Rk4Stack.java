package dev.highorder.demo.bench.baseline;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** The classical Runge-Kutta method by hand: {@code y = x + (k1 + 2 k2 + 2 k3 + k4) / 6}. */
public final class Rk4Stack extends PlainStack {

  /** Creates a stack. */
  public Rk4Stack(int blocks, int channels) {
    super(4, blocks, channels);
  }

  @Override
  NDArray block(NDArray x, List<F> f) {
    NDArray k1 = f.get(0).of(x);
    NDArray k2 = f.get(1).of(x.add(k1.div(2)));
    NDArray k3 = f.get(2).of(x.add(k2.div(2)));
    NDArray k4 = f.get(3).of(x.add(k3));
    return x.add(k1.add(k2.mul(2)).add(k3.mul(2)).add(k4).div(6));
  }
}
