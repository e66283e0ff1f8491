package dev.highorder.processor.validation;

import static com.google.auto.common.AnnotationMirrors.getAnnotationValue;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import dev.highorder.Scheme;
import dev.highorder.Tableau;
import dev.highorder.processor.diagnostic.Problem;
import dev.highorder.processor.diagnostic.Report;
import dev.highorder.processor.model.HighOrderDeclaration;
import dev.highorder.processor.model.Method;
import dev.highorder.processor.scheme.ButcherTableau;
import dev.highorder.processor.scheme.ExactNumber;
import dev.highorder.processor.scheme.OrderConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Checks which Runge-Kutta method the annotation asks for, and reads a user's own tableau. */
public final class MethodValidator {

  /** Returns the method, or nothing after adding what is wrong. */
  public Optional<Method> check(HighOrderDeclaration declaration, Report report) {
    List<String> written =
        List.of("scheme", "tableau", "tableauOf").stream().filter(declaration::wrote).toList();
    if (written.isEmpty()) {
      report.add(Problem.NO_METHOD);
      return Optional.empty();
    }
    if (written.size() > 1) {
      report.addAt(
          declaration.place(written.get(1)),
          Problem.SEVERAL_METHODS,
          String.join(" and ", written));
      return Optional.empty();
    }
    AnnotationValue place = declaration.place(written.get(0));
    return switch (written.get(0)) {
      case "scheme" -> scheme(place, report);
      case "tableau" ->
          tableau((AnnotationMirror) place.getValue(), "", new Place(report, place, true));
      default -> tableauOf(place, report);
    };
  }

  private static Optional<Method> scheme(AnnotationValue place, Report report) {
    String name = ((VariableElement) place.getValue()).getSimpleName().toString();
    for (Scheme scheme : Scheme.values()) {
      if (scheme.name().equals(name)) {
        return Optional.of(Method.of(scheme));
      }
    }
    report.addAt(place, Problem.UNKNOWN_SCHEME, name);
    return Optional.empty();
  }

  private static Optional<Method> tableauOf(AnnotationValue place, Report report) {
    TypeMirror type = (TypeMirror) place.getValue();
    if (type.getKind() == TypeKind.DECLARED) {
      TypeElement element = MoreTypes.asTypeElement(type);
      AnnotationMirror mirror = MoreElements.getAnnotationMirror(element, Tableau.class).orNull();
      if (mirror != null) {
        return tableau(mirror, element.getSimpleName().toString(), new Place(report, place, false));
      }
    }
    report.addAt(place, Problem.NOT_A_TABLEAU, type);
    return Optional.empty();
  }

  /** Where a table's faults are shown: at its own values if it stands inside the annotation. */
  private record Place(Report report, AnnotationValue whole, boolean inside) {

    void add(AnnotationValue value, Problem problem, Object... values) {
      report.addAt(inside ? value : whole, problem, values);
    }
  }

  private static Optional<Method> tableau(AnnotationMirror mirror, String name, Place place) {
    List<List<ExactNumber>> rows = new ArrayList<>(List.of(List.of()));
    boolean readable = true;
    for (Object row : (List<?>) getAnnotationValue(mirror, "a").getValue()) {
      Optional<List<ExactNumber>> numbers = numbers((AnnotationValue) row, place);
      readable &= numbers.isPresent();
      rows.add(numbers.orElse(List.of()));
    }
    AnnotationValue b = getAnnotationValue(mirror, "b");
    Optional<List<ExactNumber>> weights = numbers(b, place);
    if (!readable || weights.isEmpty()) {
      return Optional.empty();
    }
    ButcherTableau tableau;
    try {
      tableau = new ButcherTableau(rows, weights.get());
    } catch (IllegalArgumentException e) {
      place.report().addAt(place.whole(), Problem.MALFORMED_TABLEAU, e.getMessage());
      return Optional.empty();
    }
    return proven(mirror, name, tableau, place);
  }

  private static Optional<List<ExactNumber>> numbers(AnnotationValue row, Place place) {
    try {
      return Optional.of(ButcherTableau.numbers((String) row.getValue()));
    } catch (IllegalArgumentException e) {
      place.add(row, Problem.MALFORMED_TABLEAU, e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Method> proven(
      AnnotationMirror mirror, String name, ButcherTableau tableau, Place place) {
    AnnotationValue claim = getAnnotationValue(mirror, "order");
    int claimed = (Integer) claim.getValue();
    int order = OrderConditions.order(tableau);
    if (claimed < Tableau.UNCLAIMED || claimed > OrderConditions.HIGHEST) {
      place.add(claim, Problem.ORDER_OUT_OF_RANGE, claimed, OrderConditions.HIGHEST);
    } else if (claimed > order) {
      place.add(claim, Problem.ORDER_TOO_HIGH, claimed, order);
    } else if (claimed == Tableau.UNCLAIMED && order == 0) {
      ExactNumber sum = tableau.b().stream().reduce(ExactNumber.ZERO, ExactNumber::plus);
      place.add(getAnnotationValue(mirror, "b"), Problem.INCONSISTENT_WEIGHTS, sum);
    } else {
      return Optional.of(Method.ofUser(name, order, tableau));
    }
    return Optional.empty();
  }
}
