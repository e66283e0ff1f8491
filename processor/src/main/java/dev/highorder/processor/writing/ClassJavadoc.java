package dev.highorder.processor.writing;

import com.squareup.javapoet.CodeBlock;
import dev.highorder.AfterSum;
import dev.highorder.StepSize;
import dev.highorder.processor.model.SchemePlan;
import dev.highorder.processor.model.StackPlan;
import dev.highorder.processor.model.StepSizePlan;
import dev.highorder.scheme.Plural;
import dev.highorder.scheme.Stability;
import dev.highorder.scheme.Wiring;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the Javadoc of the generated class: its scheme, formulas, cost and source. */
final class ClassJavadoc {

  private static final String PAPER =
      "Rethinking ResNets: improved stacking strategies\n    with high-order schemes";

  /** The live tensors of an Euler block that changes the shape: x and S(x). */
  private static final int EULER_WITH_SHAPE_CHANGE = 2;

  private ClassJavadoc() {}

  /** Returns a link to the sub-net's class or factory method. */
  static CodeBlock linkTo(StackPlan plan) {
    return plan.subNet().isFactory()
        ? CodeBlock.of(
            "{@link $T#$L}",
            TypeNames.subNet(plan),
            plan.subNet().creators().get(0).getSimpleName())
        : CodeBlock.of("{@link $T}", TypeNames.subNet(plan));
  }

  static CodeBlock of(StackPlan plan) {
    Wiring wiring = plan.scheme().wiring();
    CodeBlock.Builder text = CodeBlock.builder();
    text.add("Stacks $L$Win blocks of the $L$Wscheme.\n\n", linkTo(plan), title(plan.scheme()));
    text.add(
        "<p>A block of order $L has $L, $L:\n\n",
        plan.scheme().facts().order(),
        Plural.of(wiring.stages(), "stage"),
        switch (plan.weights()) {
          case PER_STAGE ->
              (wiring.stages() == 1 ? "" : "each ") + "with a sub-net and weights of its own";
          case PER_BLOCK -> "which evaluate the block's one sub-net F";
          case PER_BLOCK_EXCEPT_NORMS ->
              "which share the block's one sub-net\nexcept for its batch normalisations";
          case SHARED -> "which evaluate the one sub-net F of all blocks";
        });
    text.add("<pre>\n$L\n</pre>\n\n", formulas(plan));
    text.add("$L", shapeChange(plan));
    text.add(wiring.note().isEmpty() ? "" : "<p>$L\n\n", wiring.note());
    text.add("$L$L", StepSizeText.paragraph(plan.stepSize(), wiring.stages()), cost(plan));
    wiring.stability().ifPresent(stability -> text.add("\n<p>$L\n", sentence(stability)));
    return text.add("\n<p>Source: $L.\n\n", source(plan.scheme()))
        .add("@see <a href=$S>$L</a>\n", "https://arxiv.org/abs/2103.15244", PAPER)
        .build();
  }

  private static String title(SchemePlan scheme) {
    if (!scheme.facts().title().isEmpty()) {
      return UserText.inJavadoc(scheme.facts().title());
    }
    return scheme.name().equals(SchemePlan.UNNAMED)
        ? "user's own Runge-Kutta"
        : scheme.name() + " Runge-Kutta";
  }

  private static String source(SchemePlan scheme) {
    return scheme.facts().source().isEmpty()
        ? "a tableau of the user's own"
        : UserText.inJavadoc(scheme.facts().source());
  }

  private static String formulas(StackPlan plan) {
    return plan.scheme().wiring().formulas().stream()
        .map(formula -> afterSum(evaluations(formula, plan), plan))
        .collect(Collectors.joining("\n"));
  }

  /** The formulas of a first block that changes the shape: a shortcut takes the place of x. */
  private static String shapeChange(StackPlan plan) {
    if (!plan.changesShape()) {
      return "";
    }
    String formulas = formulas(plan);
    int end = formulas.indexOf('\n');
    return "<p>If the first block changes the shape, F1 has a stride, and S is the shortcut:\n\n"
        + "<pre>\n"
        + formulas.substring(0, end)
        + formulas.substring(end).replaceAll("\\bx\\b", "S(x)")
        + "\n</pre>\n\n";
  }

  /** Applies the activation to the output of the block. */
  private static String afterSum(String formula, StackPlan plan) {
    return plan.afterSum() == AfterSum.RELU
        ? formula.replaceFirst("^y = (.*)$", "y = relu($1)")
        : formula;
  }

  /** Writes the step size before each F, and F alone where there is only one. */
  private static String evaluations(String formula, StackPlan plan) {
    StepSizePlan step = plan.stepSize();
    String h = step.isOne() ? "" : step.size() == StepSize.LEARNED_PER_STAGE ? "h$1 " : "h ";
    String f =
        switch (plan.weights()) {
          case PER_STAGE, PER_BLOCK_EXCEPT_NORMS -> "F$1";
          case PER_BLOCK, SHARED -> "F";
        };
    return formula.replaceAll("h k(\\d+)", h + "k$1").replaceAll("F(\\d+)", h + f);
  }

  /** The cost of a block, compared with as many Euler blocks as it has stages: the same depth. */
  private static String cost(StackPlan plan) {
    Wiring wiring = plan.scheme().wiring();
    int stages = wiring.stages();
    return format(
        """
        <table>
        <caption>Cost of one block, compared with %s (same depth)</caption>
        <tr><th></th><th>this block</th><th>Euler</th></tr>
        %s<tr><td>additions of whole tensors</td><td>%d</td><td>%d</td></tr>
        <tr><td>of which scaled</td><td>%d</td><td>0</td></tr>
        %s<tr><td>live tensors during a sub-net evaluation</td><td>%d</td><td>1</td></tr>
        %s</table>
        """,
        Plural.of(stages, "Euler block"),
        subNets(plan, stages),
        wiring.additions(),
        stages,
        wiring.multiplications(),
        plan.afterSum() == AfterSum.NOTHING
            ? ""
            : format("<tr><td>activations after the sum</td><td>1</td><td>%d</td></tr>\n", stages),
        wiring.liveTensors(),
        costOfShapeChange(plan));
  }

  /** The rows of a first block that changes the shape; the shortcut's own cost is its layers'. */
  private static String costOfShapeChange(StackPlan plan) {
    return plan.changesShape()
        ? format(
            """
            <tr><td>evaluations of S in a first block that changes the shape</td><td>1</td><td>1</td></tr>
            <tr><td>live tensors in that block, with x, which its caller owns</td><td>%d</td><td>%d</td></tr>
            """,
            plan.scheme().wiring().liveTensorsOfShapeChange(), EULER_WITH_SHAPE_CHANGE)
        : "";
  }

  private static String subNets(StackPlan plan, int stages) {
    if (plan.scheme().wiring().halvesChannels()) {
      return format(
          """
          <tr><td>sub-nets, hence layers</td><td>%1$d</td><td>%1$d</td></tr>
          <tr><td>channels of a sub-net</td><td>half</td><td>all</td></tr>
          """,
          stages);
    }
    return switch (plan.weights()) {
      case PER_STAGE ->
          format(
              "<tr><td>sub-nets, hence layers, parameters,"
                  + " multiply-adds</td><td>%1$d</td><td>%1$d</td></tr>\n",
              stages);
      case PER_BLOCK, PER_BLOCK_EXCEPT_NORMS, SHARED ->
          format(
              """
              <tr><td>sub-net evaluations, hence layers, multiply-adds</td><td>%1$d</td><td>%1$d</td></tr>
              <tr><td>sub-nets, hence parameters</td><td>%2$s</td><td>%1$d</td></tr>
              """,
              stages,
              switch (plan.weights()) {
                case SHARED -> "1 for all blocks";
                case PER_BLOCK_EXCEPT_NORMS ->
                    "1, and batch normalisations of " + Plural.of(stages, "sub-net");
                case PER_STAGE, PER_BLOCK -> "1";
              });
    };
  }

  private static String sentence(Stability stability) {
    return format(
        "Largest row sum of |a|: %.4g. Real stability interval: [%.4g, 0].",
        stability.largestRowSum(), -stability.realInterval());
  }

  /** The same source gives the same bytes in every locale. */
  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
