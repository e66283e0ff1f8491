package dev.highorder.processor.model;

import com.squareup.javapoet.CodeBlock;
import dev.highorder.StepSize;
import java.util.List;

/**
 * The step size of a stack's blocks.
 *
 * @param size whether it is trained, and how many there are
 * @param h its value, or what a trained one starts from
 * @param range the lowest and the highest value, or empty
 */
public record StepPlan(StepSize size, double h, List<Double> range) {

  /** Returns whether states are not multiplied at all. */
  public boolean isOne() {
    return size == StepSize.FIXED && h == 1;
  }

  /** Returns whether it is trained. */
  public boolean isLearned() {
    return size != StepSize.FIXED && size != StepSize.DIVIDED;
  }

  /** Returns the expression that creates it, as {@code Step.learned(1.0).within(0.125, 4.0)}. */
  public CodeBlock code() {
    String factory =
        switch (size) {
          case FIXED -> "fixed";
          case DIVIDED -> "divided";
          case LEARNED -> "learned";
          case LEARNED_PER_STAGE -> "learnedPerStage";
          case LEARNED_PER_CHANNEL -> "learnedPerChannel";
        };
    CodeBlock.Builder code = CodeBlock.builder();
    code.add("$T.$L($L)", RuntimeNames.STEP, factory, h);
    if (!range.isEmpty()) {
      code.add(".within($L, $L)", range.get(0), range.get(1));
    }
    return code.build();
  }

  /** Returns what the Javadoc says of the parameters that a block has for it. */
  public String describe(int stages) {
    String parameters =
        switch (size) {
          case FIXED -> "The step size h is " + h;
          case DIVIDED -> "The step size h of a block is %s / the number of blocks".formatted(h);
          case LEARNED ->
              "The step size h is trained: one parameter more for each block, from " + h;
          case LEARNED_PER_STAGE ->
              "The step sizes h1, h2, ... are trained: %d parameters more for each block, from "
                      .formatted(stages)
                  + h;
          case LEARNED_PER_CHANNEL ->
              "The step sizes h are trained: a parameter more for each channel of each block, from "
                  + h;
        };
    return range.isEmpty()
        ? parameters + "."
        : parameters + ",\nwithin [" + range.get(0) + ", " + range.get(1) + "].";
  }
}
