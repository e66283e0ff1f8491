package dev.highorder.processor.validation;

import dev.highorder.Tableau;
import dev.highorder.processor.diagnostic.Problem;
import dev.highorder.processor.diagnostic.Report;
import dev.highorder.processor.diagnostic.Sentence;
import dev.highorder.processor.model.HighOrderDeclaration;
import dev.highorder.processor.model.SchemeChoice;
import dev.highorder.processor.model.TableauDeclaration;
import dev.highorder.processor.model.Value;
import dev.highorder.scheme.ButcherTableau;
import dev.highorder.scheme.ExactNumber;
import dev.highorder.scheme.OrderConditions;
import dev.highorder.scheme.TableauDrawing;
import dev.highorder.scheme.TableauException;
import dev.highorder.scheme.TableauFault;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that the annotation asks for schemes, and that their tableaus are valid. */
public final class TableauValidator {

  /** Adds a problem for each scheme that cannot be stacked. */
  public void check(HighOrderDeclaration declaration, Report report) {
    List<Value<List<SchemeChoice>>> written = declaration.writtenSchemes();
    if (written.isEmpty()) {
      report.add(Problem.NO_SCHEME);
    } else if (written.size() > 1) {
      report.addAt(
          written.get(1).place(),
          Problem.SEVERAL_SCHEMES,
          String.join(" and ", written.stream().map(Value::name).toList()));
    } else if (written.get(0).get().isEmpty()) {
      report.addAt(written.get(0).place(), Problem.NO_SCHEMES);
    } else {
      written.get(0).get().forEach(choice -> check(choice, report));
    }
  }

  private static void check(SchemeChoice choice, Report report) {
    if (choice.tableau().isPresent()) {
      checkTableau(choice, choice.tableau().get(), report);
    } else if (choice.formulas().isEmpty()) {
      if (choice.isBuiltIn()) {
        report.addAt(choice.place(), Problem.UNKNOWN_SCHEME, choice.name());
      } else {
        report.addAt(choice.place(), Problem.NOT_A_TABLEAU, choice.place().getValue());
      }
    }
  }

  /**
   * The most coefficients that fit into 64 KiB of bytecode; 100 stages of a scheme that is full
   * have 5,000.
   */
  private static final int MAX_COEFFICIENTS = 3_000;

  /** The longest string constant of a class file (JVMS 4.4.7). */
  private static final int MAX_CHARACTERS = 65_535;

  private static void checkTableau(SchemeChoice choice, TableauDeclaration tableau, Report report) {
    if (tableau.parsed().isEmpty()) {
      report.addAt(
          tableau.drawing().place(),
          Problem.MALFORMED_TABLEAU,
          sentence(tableau.fault().orElseThrow()));
    } else if (!choice.isBuiltIn()) { // those are checked by a test, which saves time here
      TableauDrawing drawing = tableau.parsed().get();
      drawing
          .wrongNode()
          .ifPresent(
              fault ->
                  report.addAt(tableau.drawing().place(), Problem.NODE_MISMATCH, sentence(fault)));
      checkCoefficients(tableau, drawing.tableau(), report);
      Optional<String> size = tooLarge(drawing.tableau());
      if (size.isPresent()) {
        report.addAt(tableau.drawing().place(), Problem.TABLEAU_TOO_LARGE, size.get());
      } else {
        checkOrder(tableau, drawing, report);
      }
    }
  }

  private static Sentence sentence(TableauFault fault) {
    return new Sentence(fault.sentence(), fault.values());
  }

  /** Tensors contain floats, so a coefficient beyond their range would be another scheme's. */
  private static void checkCoefficients(
      TableauDeclaration declaration, ButcherTableau tableau, Report report) {
    for (int sum = 1; sum <= tableau.stages(); sum++) {
      List<ExactNumber> row = sum == tableau.stages() ? tableau.b() : tableau.a().get(sum);
      for (int k = 1; k <= row.size(); k++) {
        ExactNumber coefficient = row.get(k - 1);
        if (!coefficient.isZero() && !FloatRange.contains(coefficient.doubleValue())) {
          report.addAt(
              declaration.drawing().place(),
              Problem.COEFFICIENT_OUTSIDE_FLOATS,
              coefficient,
              "k" + k + (sum == tableau.stages() ? " in the weights" : " in stage " + (sum + 1)),
              FloatRange.fault(coefficient.doubleValue()),
              FloatRange.SMALLEST,
              FloatRange.LARGEST);
          return;
        }
      }
    }
  }

  private static Optional<String> tooLarge(ButcherTableau tableau) {
    int coefficients = coefficients(tableau);
    if (coefficients > MAX_COEFFICIENTS) {
      return Optional.of(
          "%s coefficients, roots included, but a Java method holds only %s"
              .formatted(coefficients, MAX_COEFFICIENTS));
    }
    int characters = tableau.text().length();
    return characters > MAX_CHARACTERS
        ? Optional.of(
            "%s characters as exact fractions, but a Java constant holds only %s"
                .formatted(characters, MAX_CHARACTERS))
        : Optional.empty();
  }

  /** Counts the terms of all numbers: a rational part is one, and so is each root. */
  private static int coefficients(ButcherTableau tableau) {
    return Stream.concat(tableau.a().stream(), Stream.of(tableau.b()))
        .flatMap(List::stream)
        .mapToInt(number -> number.terms().size())
        .sum();
  }

  private static void checkOrder(
      TableauDeclaration tableau, TableauDrawing drawing, Report report) {
    int claimed = tableau.order().get();
    int order;
    try {
      order = drawing.tableau().order();
    } catch (TableauException e) {
      report.addAt(tableau.drawing().place(), Problem.MALFORMED_TABLEAU, sentence(e.fault()));
      return;
    }
    if (claimed < Tableau.UNCLAIMED || claimed > OrderConditions.MAX_ORDER) {
      report.addAt(
          tableau.order().place(), Problem.ORDER_OUT_OF_RANGE, claimed, OrderConditions.MAX_ORDER);
    } else if (claimed > order) {
      report.addAt(tableau.order().place(), Problem.ORDER_TOO_HIGH, claimed, order);
    } else if (claimed == Tableau.UNCLAIMED && order == 0) {
      ExactNumber sum = drawing.tableau().b().stream().reduce(ExactNumber.ZERO, ExactNumber::plus);
      report.addAt(tableau.drawing().place(), Problem.INCONSISTENT_WEIGHTS, sum);
    }
  }
}
