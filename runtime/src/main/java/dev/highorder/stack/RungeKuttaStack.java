package dev.highorder.stack;

/** A stack whose blocks are steps of a Runge-Kutta method. */
public abstract class RungeKuttaStack extends OneStepStack {

  /**
   * Creates the sub-nets of a stack.
   *
   * @see HighOrderStack#HighOrderStack
   */
  protected RungeKuttaStack(StackDescription description, int blocks, SubNetFactory factory) {
    super(description, blocks, factory);
  }

  /**
   * Creates the sub-nets of a stack whose first block changes the shape.
   *
   * @param description the scheme and the sub-net
   * @param blocks the number of blocks, at least 1
   * @param factory creates the sub-nets; it is called once for each
   * @param change the stride of the first sub-net, and the shortcut of the first block
   */
  protected RungeKuttaStack(
      StackDescription description, int blocks, StridedSubNetFactory factory, ShapeChange change) {
    super(description, blocks, factory, change);
  }
}
