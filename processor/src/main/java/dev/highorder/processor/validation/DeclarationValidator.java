package dev.highorder.processor.validation;

import dev.highorder.processor.diagnostic.Problem;
import dev.highorder.processor.diagnostic.Report;
import dev.highorder.processor.model.HighOrderDeclaration;
import dev.highorder.processor.model.SubNet;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationValue;

/** Checks the blocks and the name that the annotation asks for. */
public final class DeclarationValidator {

  /** Words that name no class in Java (JLS 3.9), and constants of generated classes. */
  private static final Set<String> RESERVED =
      Set.of("permits", "record", "sealed", "var", "yield", "BLOCKS", "DESCRIPTION");

  /** Adds everything that is wrong with these values. */
  public void check(HighOrderDeclaration declaration, Report report) {
    checkBlocks(declaration, report);
    checkName(declaration, report);
  }

  private void checkBlocks(HighOrderDeclaration declaration, Report report) {
    if (declaration.blocks().isEmpty()) {
      report.addAt(declaration.place("blocks"), Problem.NO_BLOCKS);
    }
    for (AnnotationValue value : declaration.blocks()) {
      if ((Integer) value.getValue() < 1) {
        report.addAt(value, Problem.BLOCKS_NOT_POSITIVE, value.getValue());
      }
    }
  }

  private void checkName(HighOrderDeclaration declaration, Report report) {
    String name = declaration.name();
    if (!name.isEmpty() && !isClassName(name)) {
      report.addAt(
          declaration.place("name"),
          Problem.NAME_NOT_AN_IDENTIFIER,
          name,
          SubNet.of(declaration.element()).name() + "Stack");
    }
  }

  private static boolean isClassName(String name) {
    return SourceVersion.isIdentifier(name)
        && !SourceVersion.isKeyword(name)
        && !RESERVED.contains(name);
  }
}
