package dev.highorder.processor.model;

import com.google.auto.common.MoreTypes;
import dev.highorder.scheme.FormulaWiring;
import dev.highorder.scheme.TableauDrawing;
import dev.highorder.scheme.Wiring;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * One scheme that an annotation asks for, unchecked.
 *
 * @param isBuiltIn whether it is a constant of {@link dev.highorder.Scheme}
 * @param name the name of the constant or of the type that carries the tableau; empty in place
 * @param tableau its tableau, if it has one
 * @param formulas its formulas, if it is a known scheme without a tableau
 * @param place where the compiler shows messages about it
 */
public record SchemeChoice(
    boolean isBuiltIn,
    String name,
    Optional<TableauDeclaration> tableau,
    Optional<FormulaWiring> formulas,
    AnnotationValue place) {

  /** Reads a constant of the enum. */
  static SchemeChoice ofConstant(AnnotationValue place) {
    Element constant = (Element) place.getValue();
    String name = constant.getSimpleName().toString();
    Optional<TableauDeclaration> tableau = TableauDeclaration.on(constant, place);
    return new SchemeChoice(
        true,
        name,
        tableau,
        tableau.isPresent() ? Optional.empty() : FormulaWiring.of(name),
        place);
  }

  /** Reads a tableau that is drawn in place. */
  static SchemeChoice ofTableau(AnnotationValue place) {
    return new SchemeChoice(
        false,
        "",
        Optional.of(TableauDeclaration.of((AnnotationMirror) place.getValue())),
        Optional.empty(),
        place);
  }

  /** Reads a type that should carry a tableau. */
  static SchemeChoice ofType(AnnotationValue place) {
    TypeMirror type = (TypeMirror) place.getValue();
    if (type.getKind() != TypeKind.DECLARED) {
      return new SchemeChoice(false, "", Optional.empty(), Optional.empty(), place);
    }
    Element element = MoreTypes.asElement(type);
    return new SchemeChoice(
        false,
        element.getSimpleName().toString(),
        TableauDeclaration.on(element, place),
        Optional.empty(),
        place);
  }

  /** Returns the wiring of a block; empty if the scheme is unknown or cannot be read. */
  public Optional<Wiring> wiring() {
    return formulas
        .<Wiring>map(wiring -> wiring)
        .or(() -> tableau.flatMap(TableauDeclaration::parsed).map(TableauDrawing::tableau));
  }
}
