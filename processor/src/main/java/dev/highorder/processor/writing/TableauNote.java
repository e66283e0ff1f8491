package dev.highorder.processor.writing;

import dev.highorder.processor.model.StackPlan;
import dev.highorder.scheme.Plural;
import dev.highorder.scheme.Stability;
import dev.highorder.scheme.Wiring;
import java.util.Locale;
import java.util.Optional;

/** Writes the note in which the compiler shows what was found out about a user's own tableau. */
public final class TableauNote {

  private TableauNote() {}

  /** Returns the note; empty for a built-in scheme. */
  public static Optional<String> of(StackPlan plan) {
    Wiring wiring = plan.scheme().wiring();
    return plan.scheme().isBuiltIn()
        ? Optional.empty()
        : wiring.stability().map(stability -> text(plan, wiring, stability));
  }

  private static String text(StackPlan plan, Wiring wiring, Stability stability) {
    return String.format(
        Locale.ROOT,
        "%s: order %d, %s, %s%s, largest row sum of |a| %.4g, real stability interval [%.4g, 0]",
        plan.className(),
        plan.scheme().facts().order(),
        Plural.of(wiring.stages(), "stage"),
        Plural.of(wiring.liveTensors(), "live tensor"),
        plan.changesShape()
            ? " (" + wiring.liveTensorsOfShapeChange() + " where the shape changes)"
            : "",
        stability.largestRowSum(),
        -stability.realInterval());
  }
}
