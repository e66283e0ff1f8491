package dev.highorder.processor.writing;

import com.squareup.javapoet.AnnotationSpec;
import com.squareup.javapoet.CodeBlock;
import com.squareup.javapoet.FieldSpec;
import com.squareup.javapoet.JavaFile;
import com.squareup.javapoet.TypeName;
import com.squareup.javapoet.TypeSpec;
import dev.highorder.AfterSum;
import dev.highorder.Weights;
import dev.highorder.processor.model.Depth;
import dev.highorder.processor.model.Scope;
import dev.highorder.processor.model.StackPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.Generated;
import javax.lang.model.element.Modifier;

/** Writes the generated class, part by part. */
public final class StackWriter {

  private StackWriter() {}

  /** Returns the source of a plan's class; the same plan gives the same text. */
  public static String write(StackPlan plan) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(plan.className())
            .alwaysQualify(plan.scope().hiddenNames().toArray(String[]::new));
    addHeader(plan, type);
    List<Creator> creators =
        plan.subNet().creators().stream().map(element -> new Creator(plan, element)).toList();
    if (plan.depth() instanceof Depth.OneStack stack) {
      type.addField(blocks(stack));
      creators.forEach(
          creator -> type.addMethod(StackMethods.constructor(creator, stack.blocks())));
    }
    type.addField(description(plan));
    type.addMethod(StackMethods.privateConstructor());
    if (plan.changesShape()) {
      type.addMethod(StackMethods.privateConstructorOfChange());
    }
    addFactoryMethods(creators, type);
    plan.scheme()
        .wiring()
        .schedule()
        .map(schedule -> BlockMethod.of(schedule, plan.afterSum()))
        .ifPresent(type::addMethod);
    JavaFile file =
        JavaFile.builder(plan.packageName(), type.build()).skipJavaLangImports(true).build();
    return UserText.inAscii(file.toString());
  }

  private static void addHeader(StackPlan plan, TypeSpec.Builder type) {
    type.addJavadoc(ClassJavadoc.of(plan));
    if (plan.scope().hasGenerated()) {
      type.addAnnotation(
          AnnotationSpec.builder(Generated.class)
              .addMember("value", "$S", "dev.highorder.processor.HighOrderProcessor")
              .build());
    }
    type.addAnnotation(Suppressions.of(plan));
    if (plan.subNet().isPublic()) {
      type.addModifiers(Modifier.PUBLIC);
    }
    type.addModifiers(Modifier.FINAL).superclass(TypeNames.baseClass(plan));
  }

  private static FieldSpec blocks(Depth.OneStack stack) {
    return FieldSpec.builder(
            int.class, Scope.BLOCKS, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .addJavadoc("The number of blocks that the annotation asks for.\n")
        .initializer("$L", stack.blocks())
        .build();
  }

  private static FieldSpec description(StackPlan plan) {
    return FieldSpec.builder(
            TypeNames.STACK_DESCRIPTION,
            Scope.DESCRIPTION,
            Modifier.PRIVATE,
            Modifier.STATIC,
            Modifier.FINAL)
        .initializer(descriptionCode(plan))
        .build();
  }

  private static CodeBlock descriptionCode(StackPlan plan) {
    CodeBlock.Builder code = CodeBlock.builder();
    code.add(
        "new $T($>$>\n$S, $S, $L,\n$S)",
        TypeNames.STACK_DESCRIPTION,
        plan.subNet().qualifiedName(),
        plan.scheme().name(),
        plan.scheme().wiring().stages(),
        plan.scheme().wiring().text());
    if (plan.weights() != Weights.PER_STAGE) {
      code.add("\n.with($T.$L)", Weights.class, plan.weights());
    }
    code.add(StepSizeText.code(plan.stepSize()));
    if (plan.afterSum() != AfterSum.NOTHING) {
      code.add("\n.with($T.$L)", AfterSum.class, plan.afterSum());
    }
    return code.add("$<$<").build();
  }

  private static void addFactoryMethods(List<Creator> creators, TypeSpec.Builder type) {
    // Two constructors that differ only in where the width stands give one network method, the
    // first's.
    Set<List<TypeName>> signatures = new HashSet<>();
    for (Creator creator : creators) {
      type.addMethod(StackMethods.withBlocks(creator));
      if (creator.changesShape()) {
        type.addMethod(StackMethods.withShapeChange(creator));
      }
      NetworkMethod.of(creator)
          .filter(m -> signatures.add(m.parameters.stream().map(p -> p.type).toList()))
          .ifPresent(type::addMethod);
    }
  }
}
