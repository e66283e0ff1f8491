package dev.highorder.processor.validation;

import dev.highorder.Scheme;
import dev.highorder.processor.diagnostic.Problem;
import dev.highorder.processor.diagnostic.Report;
import dev.highorder.processor.model.HighOrderDeclaration;
import dev.highorder.processor.model.SubNet;
import java.util.Arrays;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationValue;

/** Checks the values of the annotation itself. */
public final class DeclarationValidator {

  /** Adds everything that is wrong with the annotation's values. */
  public void check(HighOrderDeclaration declaration, Report report) {
    checkScheme(declaration, report);
    checkBlocks(declaration, report);
    checkName(declaration, report);
  }

  private void checkScheme(HighOrderDeclaration declaration, Report report) {
    String name = declaration.scheme();
    if (Arrays.stream(Scheme.values()).noneMatch(scheme -> scheme.name().equals(name))) {
      report.addAt(declaration.place("scheme"), Problem.UNKNOWN_SCHEME, name);
    }
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
    if (!name.isEmpty() && !(SourceVersion.isIdentifier(name) && !SourceVersion.isKeyword(name))) {
      report.addAt(
          declaration.place("name"),
          Problem.NAME_NOT_AN_IDENTIFIER,
          name,
          SubNet.of(declaration.element()).name() + "Stack");
    }
  }
}
