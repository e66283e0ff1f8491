package dev.highorder.processor.writing;

import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.CodeBlock;
import dev.highorder.Scheme;
import dev.highorder.StepSize;
import dev.highorder.Weights;
import dev.highorder.processor.model.StackPlan;
import dev.highorder.processor.model.StepPlan;
import dev.highorder.processor.model.SubNet;
import dev.highorder.processor.scheme.ButcherTableau;
import dev.highorder.processor.scheme.ExactNumber;
import dev.highorder.processor.scheme.FamilyWiring;
import dev.highorder.processor.scheme.Stability;
import dev.highorder.processor.scheme.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the Javadoc of the generated class: what it is, its formula, its bill. */
final class ClassJavadoc {

  private static final String PAPER =
      "Rethinking ResNets: improved stacking strategies\n    with high-order schemes";

  private ClassJavadoc() {}

  /** A link to the sub-net's class or factory method. */
  static CodeBlock linkTo(SubNet subNet) {
    return subNet.isFactory()
        ? CodeBlock.of(
            "{@link $T#$L}", ClassName.get(subNet.type()), subNet.creators().get(0).getSimpleName())
        : CodeBlock.of("{@link $T}", ClassName.get(subNet.type()));
  }

  static CodeBlock of(StackPlan plan) {
    Wiring wiring = plan.method().wiring();
    CodeBlock.Builder text = CodeBlock.builder();
    text.add(
        "Stacks $L$Was blocks of the $L$Wmethod.\n\n",
        linkTo(plan.subNet()),
        plan.method().title());
    text.add(
        "<p>A block of order $L has $L, $L:\n\n",
        plan.method().order(),
        count(wiring.stages(), "stage"),
        switch (plan.weights()) {
          case PER_STAGE ->
              (wiring.stages() == 1 ? "" : "each ") + "with a sub-net and weights of its own";
          case PER_BLOCK -> "which evaluate the block's one sub-net F";
          case SHARED -> "which evaluate the one sub-net F of all blocks";
        });
    text.add("<pre>\n$L\n</pre>\n\n", String.join("\n", formulas(plan)));
    text.add("$L$L$L", note(wiring.family()), step(plan), bill(plan));
    if (wiring instanceof ButcherTableau tableau) {
      text.add("\n<p>$L\n", stability(tableau));
    }
    return text.add("\n<p>Source: $L.\n\n", plan.method().source())
        .add("@see <a href=$S>$L</a>\n", "https://arxiv.org/abs/2103.15244", PAPER)
        .build();
  }

  private static String step(StackPlan plan) {
    return plan.step().isOne()
        ? ""
        : "<p>" + plan.step().describe(plan.method().wiring().stages()) + "\n\n";
  }

  /** What the formulas of a family leave open. */
  private static String note(Scheme.Family family) {
    return switch (family) {
      case REVERSIBLE ->
          """
          <p>x1 and x2 are the halves of the channels: each sub-net acts on one of them, and the
          number of channels is even.

          """;
      case MULTISTEP ->
          """
          <p>p is the input of the block before, c a trained parameter of the block. The first block,
          which has no p, is x + k1.

          """;
      case SECOND_ORDER ->
          """
          <p>p is the input of the block before; the first block has p = x.

          """;
      default -> "";
    };
  }

  private static List<String> formulas(StackPlan plan) {
    return plan.method().wiring() instanceof ButcherTableau tableau
        ? formulas(tableau, plan)
        : ((FamilyWiring) plan.method().wiring())
            .formulas().stream().map(formula -> evaluations(formula, plan)).toList();
  }

  private static List<String> formulas(ButcherTableau tableau, StackPlan plan) {
    List<String> formulas = new ArrayList<>();
    for (int i = 0; i < tableau.stages(); i++) {
      int k = i + 1;
      String formula = "k" + k + " = F" + k + "(x" + terms(tableau.a().get(i)) + ")";
      formulas.add(evaluations(formula, plan));
    }
    formulas.add("y = x" + terms(tableau.b()));
    return formulas;
  }

  /** Writes the step size before each F, and F alone where there is only one. */
  private static String evaluations(String formula, StackPlan plan) {
    StepPlan step = plan.step();
    String h = step.isOne() ? "" : step.size() == StepSize.LEARNED_PER_STAGE ? "h$1 " : "h ";
    String h1 = step.size() == StepSize.LEARNED_PER_STAGE ? "h1 " : h;
    String f = plan.weights() == Weights.PER_STAGE ? "F$1" : "F";
    return formula.replace("h k1", h1 + "k1").replaceAll("F(\\d+)", h + f);
  }

  private static String terms(List<ExactNumber> coefficients) {
    StringBuilder text = new StringBuilder();
    for (int j = 0; j < coefficients.size(); j++) {
      if (!coefficients.get(j).isZero()) {
        text.append(Coefficients.term(coefficients.get(j), "k" + (j + 1)));
      }
    }
    return text.toString();
  }

  /** What a block costs beside as many Euler blocks as it has stages: the same depth. */
  private static String bill(StackPlan plan) {
    Wiring wiring = plan.method().wiring();
    int stages = wiring.stages();
    return format(
        """
        <table>
        <caption>The bill of one block, beside %s of the same depth</caption>
        <tr><th></th><th>this block</th><th>Euler</th></tr>
        %s<tr><td>additions of whole tensors</td><td>%d</td><td>%d</td></tr>
        <tr><td>of which scaled</td><td>%d</td><td>0</td></tr>
        <tr><td>tensors held while a sub-net runs</td><td>%d</td><td>1</td></tr>
        </table>
        """,
        count(stages, "Euler block"),
        subNets(plan, stages),
        wiring.additions(),
        stages,
        wiring.multiplications(),
        plan.held());
  }

  private static String subNets(StackPlan plan, int stages) {
    if (plan.method().wiring().family() == Scheme.Family.REVERSIBLE) {
      return format(
          """
          <tr><td>sub-nets, and so layers</td><td>%1$d</td><td>%1$d</td></tr>
          <tr><td>channels of a sub-net</td><td>half</td><td>all</td></tr>
          """,
          stages);
    }
    return switch (plan.weights()) {
      case PER_STAGE ->
          format(
              "<tr><td>sub-nets, and so layers, parameters, multiply-adds</td><td>%1$d</td><td>%1$d</td></tr>\n",
              stages);
      case PER_BLOCK, SHARED ->
          format(
              """
              <tr><td>evaluations of a sub-net, and so layers, multiply-adds</td><td>%1$d</td><td>%1$d</td></tr>
              <tr><td>sub-nets, and so parameters</td><td>%2$s</td><td>%1$d</td></tr>
              """,
              stages, plan.weights() == Weights.PER_BLOCK ? "1" : "1 for all blocks");
    };
  }

  private static String stability(ButcherTableau tableau) {
    Stability stability = Stability.of(tableau);
    return format(
        "The largest sum of |a| of a stage is %.4g; on the real axis the method is stable from\n%.4g to 0.",
        stability.growth(), -stability.realInterval());
  }

  /** Same source, same bytes, whatever language the compiler speaks. */
  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
