package dev.highorder.processor.writing;

import com.squareup.javapoet.CodeBlock;
import com.squareup.javapoet.MethodSpec;
import dev.highorder.processor.model.RuntimeNames;
import dev.highorder.processor.scheme.ExactNumber;
import dev.highorder.processor.scheme.Instruction;
import dev.highorder.processor.scheme.Schedule;
import javax.lang.model.element.Modifier;

/** Writes the method that computes one block: the schedule, a statement for each instruction. */
final class BlockMethod {

  private BlockMethod() {}

  static MethodSpec of(Schedule schedule) {
    CodeBlock.Builder body = CodeBlock.builder();
    for (Instruction instruction : schedule.instructions()) {
      boolean laterStage = instruction instanceof Instruction.Evaluate e && e.stage() > 1;
      body.add(laterStage ? "\n" : "").addStatement(statement(instruction));
    }
    return MethodSpec.methodBuilder("block")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .returns(RuntimeNames.ND_ARRAY)
        .addParameter(RuntimeNames.STAGES, "f")
        .addParameter(RuntimeNames.ND_ARRAY, "x")
        .addCode(body.build())
        .addStatement("return y")
        .build();
  }

  private static CodeBlock statement(Instruction instruction) {
    if (instruction instanceof Instruction.Evaluate e) {
      return CodeBlock.of(
          "$T $L = f.evaluate($L, $L)", RuntimeNames.ND_ARRAY, e.k(), e.stage(), e.input());
    }
    if (instruction instanceof Instruction.Begin b) {
      return CodeBlock.of(
          "$T $L = sum(x, $L)", RuntimeNames.ND_ARRAY, b.sum(), term(b.coefficient(), b.k()));
    }
    if (instruction instanceof Instruction.Accumulate a) {
      return CodeBlock.of("$1L = accumulate($1L, $2L)", a.sum(), term(a.coefficient(), a.k()));
    }
    String tensor = ((Instruction.Close) instruction).tensor();
    return CodeBlock.of(tensor.equals("x") ? "f.release($L)" : "$L.close()", tensor);
  }

  private static String term(ExactNumber coefficient, String k) {
    return coefficient.isOne() ? k : Coefficients.java(coefficient) + ", " + k;
  }
}
