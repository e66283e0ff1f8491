package dev.highorder.processor.writing;

import com.squareup.javapoet.AnnotationSpec;
import com.squareup.javapoet.CodeBlock;
import com.squareup.javapoet.FieldSpec;
import com.squareup.javapoet.JavaFile;
import com.squareup.javapoet.TypeName;
import com.squareup.javapoet.TypeSpec;
import dev.highorder.Weights;
import dev.highorder.processor.model.RuntimeNames;
import dev.highorder.processor.model.StackPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.Generated;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;

/** Writes the generated class, part by part. */
public final class StackWriter {

  private StackWriter() {}

  /** Returns the file of a plan; the same plan gives the same bytes. */
  public static JavaFile write(StackPlan plan) {
    TypeSpec.Builder type = TypeSpec.classBuilder(plan.generated());
    addHeader(plan, type);
    addConstants(plan, type);
    addCreation(plan, type);
    plan.schedule().map(BlockMethod::of).ifPresent(type::addMethod);
    return JavaFile.builder(plan.generated().packageName(), type.build())
        .skipJavaLangImports(true)
        .build();
  }

  private static void addHeader(StackPlan plan, TypeSpec.Builder type) {
    type.addJavadoc(ClassJavadoc.of(plan));
    if (plan.marked()) {
      type.addAnnotation(
          AnnotationSpec.builder(Generated.class)
              .addMember("value", "$S", "dev.highorder.processor.HighOrderProcessor")
              .build());
    }
    Suppressions.of(plan.subNet()).ifPresent(type::addAnnotation);
    if (plan.subNet().isPublic()) {
      type.addModifiers(Modifier.PUBLIC);
    }
    type.addModifiers(Modifier.FINAL)
        .superclass(RuntimeNames.stack(plan.method().wiring().family()));
    // One originating element per file is what makes the processor isolating for Gradle.
    type.addOriginatingElement(plan.declaration().element());
  }

  private static void addConstants(StackPlan plan, TypeSpec.Builder type) {
    if (plan.blocks().size() == 1) {
      type.addField(
          FieldSpec.builder(int.class, "BLOCKS", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
              .addJavadoc("The number of blocks that the annotation asks for.\n")
              .initializer("$L", plan.blocks().get(0))
              .build());
    }
    type.addField(
        FieldSpec.builder(
                RuntimeNames.STACK_DESCRIPTION,
                "DESCRIPTION",
                Modifier.PRIVATE,
                Modifier.STATIC,
                Modifier.FINAL)
            .initializer(description(plan))
            .build());
  }

  private static CodeBlock description(StackPlan plan) {
    CodeBlock.Builder code = CodeBlock.builder();
    code.add(
        "new $T($>$>\n$S, $S, $L,\n$S)",
        RuntimeNames.STACK_DESCRIPTION,
        plan.subNet().qualifiedName(),
        plan.method().name(),
        plan.method().wiring().stages(),
        plan.method().wiring().text());
    if (plan.weights() != Weights.PER_STAGE) {
      code.add("\n.with($T.$L)", RuntimeNames.WEIGHT_SHARING, plan.weights());
    }
    if (!plan.step().isOne()) {
      code.add("\n.with($L)", plan.step().code());
    }
    return code.add("$<$<").build();
  }

  private static void addCreation(StackPlan plan, TypeSpec.Builder type) {
    for (ExecutableElement creator : plan.subNet().creators()) {
      CreationMethods methods = new CreationMethods(plan, creator);
      if (plan.blocks().size() == 1) {
        type.addMethod(methods.constructor());
      }
    }
    type.addMethod(CreationMethods.privateConstructor());
    // Two constructors that differ only in where the width stands give one network method, the
    // first's.
    Set<List<TypeName>> signatures = new HashSet<>();
    for (ExecutableElement creator : plan.subNet().creators()) {
      CreationMethods methods = new CreationMethods(plan, creator);
      type.addMethod(methods.withBlocks());
      methods
          .network()
          .filter(m -> signatures.add(m.parameters.stream().map(p -> p.type).toList()))
          .ifPresent(type::addMethod);
    }
  }
}
