package dev.highorder.processor.writing;

import com.squareup.javapoet.CodeBlock;
import com.squareup.javapoet.MethodSpec;
import dev.highorder.AfterSum;
import dev.highorder.scheme.ExactNumber;
import dev.highorder.scheme.Instruction;
import dev.highorder.scheme.Schedule;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the Java method that computes one block: a statement for each instruction. */
final class BlockMethod {

  private BlockMethod() {}

  static MethodSpec of(Schedule schedule, AfterSum afterSum) {
    CodeBlock.Builder body = CodeBlock.builder();
    List<Instruction> instructions = schedule.instructions();
    for (int i = 0; i < instructions.size(); i++) {
      Instruction instruction = instructions.get(i);
      boolean isLaterStage = instruction instanceof Instruction.Evaluate e && e.stage() > 1;
      body.add(isLaterStage ? "\n" : "");
      if (beginsOutputEarly(instructions, i)) {
        body.add(
            "// The output begins here, before later stages, so that fewer tensors stay alive.\n");
      }
      body.addStatement(statement(instruction));
    }
    return MethodSpec.methodBuilder("block")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .returns(TypeNames.ND_ARRAY)
        .addParameter(TypeNames.STAGES, "f")
        .addParameter(TypeNames.ND_ARRAY, "x")
        .addCode(body.build())
        .addStatement(afterSum == AfterSum.RELU ? "return relu(y)" : "return y")
        .build();
  }

  private static boolean beginsOutputEarly(List<Instruction> instructions, int i) {
    return instructions.get(i) instanceof Instruction.Begin begin
        && begin.sum().equals("y")
        && instructions.subList(i, instructions.size()).stream()
            .anyMatch(Instruction.Evaluate.class::isInstance);
  }

  private static CodeBlock statement(Instruction instruction) {
    if (instruction instanceof Instruction.Evaluate e) {
      return CodeBlock.of(
          "$T $L = f.evaluate($L, $L)", TypeNames.ND_ARRAY, e.k(), e.stage(), e.input());
    }
    if (instruction instanceof Instruction.Begin b) {
      return CodeBlock.of(
          "$T $L = sum(x, $L)", TypeNames.ND_ARRAY, b.sum(), term(b.coefficient(), b.k()));
    }
    if (instruction instanceof Instruction.Accumulate a) {
      return CodeBlock.of("$1L = accumulate($1L, $2L)", a.sum(), term(a.coefficient(), a.k()));
    }
    String tensor = ((Instruction.Close) instruction).tensor();
    return CodeBlock.of(tensor.equals("x") ? "f.release($L)" : "$L.close()", tensor);
  }

  private static CodeBlock term(ExactNumber coefficient, String k) {
    return coefficient.isOne()
        ? CodeBlock.of("$L", k)
        : CodeBlock.of("$L, $L", Coefficients.java(coefficient), k);
  }
}
