package dev.highorder.processor.writing;

import com.squareup.javapoet.CodeBlock;
import dev.highorder.StepSize;
import dev.highorder.processor.model.StepSizePlan;
import dev.highorder.scheme.Plural;

/** Spells the step size: as Java code, and as a paragraph of Javadoc. */
final class StepSizeText {

  private StepSizeText() {}

  /** Returns calls such as {@code .with(StepSize.LEARNED, 1.0).within(0.125, 4.0)}. */
  static CodeBlock code(StepSizePlan step) {
    CodeBlock.Builder code = CodeBlock.builder();
    if (!step.isOne()) {
      code.add("\n.with($T.$L, $L)", StepSize.class, step.size(), step.h());
    }
    if (!step.range().isEmpty()) {
      code.add("\n.within($L, $L)", step.range().get(0), step.range().get(1));
    }
    return code.build();
  }

  /** Returns the paragraph about the parameters that a block has for it; empty if h is 1. */
  static String paragraph(StepSizePlan step, int stages) {
    if (step.isOne()) {
      return "";
    }
    String text =
        switch (step.size()) {
          case FIXED -> "The step size h is %s";
          case DIVIDED -> "The step size h of a block is %s / the number of blocks";
          case LEARNED ->
              "The step size h is trained: one more parameter for each block, initially %s";
          case LEARNED_PER_STAGE ->
              "The step sizes h1, h2, ... are trained: "
                  + Plural.of(stages, "more parameter")
                  + " for each block, initially %s";
          case LEARNED_PER_CHANNEL ->
              "The step sizes h are trained: one more parameter for each channel of each block,\n"
                  + "initially %s";
        };
    String bounds =
        step.range().isEmpty()
            ? ""
            : ",\nwithin [" + step.range().get(0) + ", " + step.range().get(1) + "]";
    return "<p>" + text.replace("%s", Double.toString(step.h())) + bounds + ".\n\n";
  }
}
