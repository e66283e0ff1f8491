package dev.highorder.processor.validation;

import dev.highorder.processor.diagnostic.Problem;
import dev.highorder.processor.diagnostic.Report;
import dev.highorder.processor.model.HighOrderDeclaration;
import dev.highorder.processor.model.SchemeChoice;
import dev.highorder.processor.model.Value;
import dev.highorder.scheme.Plural;
import dev.highorder.scheme.Wiring;
import java.util.List;

/** Checks the depth that the annotation asks for: its blocks, or its sub-nets. */
public final class DepthValidator {

  /** Adds everything that is wrong with the depth. */
  public void check(HighOrderDeclaration declaration, Report report) {
    boolean hasBlocks = declaration.blocks().isWritten();
    boolean hasSubNets = declaration.subNets().isWritten();
    if (hasBlocks && hasSubNets) {
      report.addAt(declaration.subNets().place(), Problem.BLOCKS_AND_SUB_NETS);
    } else if (hasBlocks) {
      checkBlocks(declaration.blocks(), report);
    } else if (hasSubNets) {
      checkSubNets(declaration, report);
    } else {
      report.add(Problem.NO_DEPTH);
    }
  }

  private static void checkBlocks(Value<List<Value<Integer>>> blocks, Report report) {
    if (blocks.get().isEmpty()) {
      report.addAt(blocks.place(), Problem.NO_BLOCKS);
    }
    for (Value<Integer> number : blocks.get()) {
      if (number.get() < 1) {
        report.addAt(number.place(), Problem.BLOCKS_NOT_POSITIVE, number.get());
      }
    }
  }

  private static void checkSubNets(HighOrderDeclaration declaration, Report report) {
    int subNets = declaration.subNets().get();
    if (subNets < 1) {
      report.addAt(declaration.subNets().place(), Problem.SUB_NETS_NOT_POSITIVE, subNets);
      return;
    }
    for (SchemeChoice choice : declaration.choices()) {
      int stages = choice.wiring().map(Wiring::stages).orElse(1);
      if (subNets % stages != 0) {
        report.addAt(
            choice.place(),
            Problem.SUB_NETS_NOT_DIVISIBLE,
            subNets,
            choice.name().isEmpty() ? "the tableau" : choice.name(),
            Plural.of(stages, "stage"),
            nearestMultiples(subNets, stages),
            otherwise(declaration, subNets, stages));
      }
    }
  }

  /** Returns the remedies if the annotation has other schemes, too; empty otherwise. */
  private static String otherwise(HighOrderDeclaration declaration, int subNets, int stages) {
    if (declaration.choices().size() == 1) {
      return "";
    }
    long common = 1;
    for (SchemeChoice choice : declaration.choices()) {
      common = leastCommonMultiple(common, choice.wiring().map(Wiring::stages).orElse(1));
    }
    String forAll =
        common == stages
            ? ""
            : " (%s for all schemes of this annotation)"
                .formatted(nearestMultiples(subNets, common));
    return forAll + ", or move this scheme to an annotation of its own";
  }

  /** The nearest multiples below and above, as in {@code 27 or 30}. */
  private static String nearestMultiples(int number, long factor) {
    long below = number / factor * factor;
    long above = below + factor;
    return below == 0 ? Long.toString(above) : below + " or " + above;
  }

  private static long leastCommonMultiple(long a, long b) {
    long greatest = a;
    long rest = b;
    while (rest != 0) {
      long next = greatest % rest;
      greatest = rest;
      rest = next;
    }
    return a / greatest * b;
  }
}
