package dev.highorder.processor.writing;

import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.CodeBlock;
import dev.highorder.StepSize;
import dev.highorder.processor.model.StackPlan;
import dev.highorder.processor.model.StepPlan;
import dev.highorder.processor.model.SubNet;
import dev.highorder.processor.scheme.ButcherTableau;
import dev.highorder.processor.scheme.ExactNumber;
import dev.highorder.processor.scheme.Stability;
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
    ButcherTableau tableau = plan.method().tableau();
    return CodeBlock.builder()
        .add(
            "Stacks $L$Was blocks of the $L$Wmethod.\n\n",
            linkTo(plan.subNet()),
            plan.method().title())
        .add(
            "<p>A block of order $L has $L, each with a sub-net and weights of its own:\n\n",
            plan.method().order(),
            count(tableau.stages(), "stage"))
        .add("<pre>\n$L</pre>\n\n$L", formula(tableau, plan.step()), step(plan))
        .add("$L", bill(plan))
        .add("\n<p>$L\n", stability(tableau))
        .add("\n<p>Source: $L.\n\n", plan.method().source())
        .add("@see <a href=$S>$L</a>\n", "https://arxiv.org/abs/2103.15244", PAPER)
        .build();
  }

  private static String step(StackPlan plan) {
    return plan.step().isOne()
        ? ""
        : "<p>" + plan.step().describe(plan.method().tableau().stages()) + "\n\n";
  }

  private static String formula(ButcherTableau tableau, StepPlan step) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tableau.stages(); i++) {
      int k = i + 1;
      String h =
          step.isOne() ? "" : step.size() == StepSize.LEARNED_PER_STATE ? "h" + k + " " : "h ";
      text.append("k" + k + " = " + h + "F" + k + "(x" + terms(tableau.a().get(i)) + ")\n");
    }
    return text.append("y = x" + terms(tableau.b()) + "\n").toString();
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
    ButcherTableau tableau = plan.method().tableau();
    int stages = tableau.stages();
    return format(
        """
        <table>
        <caption>The bill of one block, beside %s of the same depth</caption>
        <tr><th></th><th>this block</th><th>Euler</th></tr>
        <tr><td>sub-nets, and so layers, parameters, multiply-adds</td><td>%d</td><td>%d</td></tr>
        <tr><td>additions of whole tensors</td><td>%d</td><td>%d</td></tr>
        <tr><td>of which scaled</td><td>%d</td><td>0</td></tr>
        <tr><td>tensors held while a sub-net runs</td><td>%d</td><td>1</td></tr>
        </table>
        """,
        count(stages, "Euler block"),
        stages,
        stages,
        tableau.additions(),
        stages,
        tableau.multiplications(),
        plan.schedule().held());
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
