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
}
