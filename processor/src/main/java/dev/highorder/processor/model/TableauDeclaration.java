package dev.highorder.processor.model;

import com.google.auto.common.MoreElements;
import dev.highorder.Tableau;
import dev.highorder.scheme.TableauDrawing;
import dev.highorder.scheme.TableauException;
import dev.highorder.scheme.TableauFault;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;

/**
 * One {@code @Tableau}, unchecked; the built-in schemes and the user's own are read alike.
 *
 * @param drawing the text of the drawing
 * @param parsed the drawing as it was read; empty if it cannot be read
 * @param fault why it cannot be read; empty if it is read
 * @param order the claimed order
 * @param source where it was published, or empty
 * @param title the scheme's name in a sentence, or empty
 */
public record TableauDeclaration(
    Value<String> drawing,
    Optional<TableauDrawing> parsed,
    Optional<TableauFault> fault,
    Value<Integer> order,
    String source,
    String title) {

  /** Reads an annotation; messages are shown at its own values. */
  static TableauDeclaration of(AnnotationMirror annotation) {
    Value<String> drawing = Value.read(annotation, "value", String.class);
    Optional<TableauDrawing> parsed = Optional.empty();
    Optional<TableauFault> fault = Optional.empty();
    try {
      parsed = Optional.of(TableauDrawing.parse(drawing.get()));
    } catch (TableauException e) {
      fault = Optional.of(e.fault());
    }
    return new TableauDeclaration(
        drawing,
        parsed,
        fault,
        Value.read(annotation, "order", Integer.class),
        Value.read(annotation, "source", String.class).get(),
        Value.read(annotation, "title", String.class).get());
  }

  /** Reads the annotation that an element carries, which is shown at {@code place}. */
  static Optional<TableauDeclaration> on(Element element, AnnotationValue place) {
    return MoreElements.getAnnotationMirror(element, Tableau.class)
        .toJavaUtil()
        .map(TableauDeclaration::of)
        .map(
            tableau ->
                new TableauDeclaration(
                    tableau.drawing.shownAt(place),
                    tableau.parsed,
                    tableau.fault,
                    tableau.order.shownAt(place),
                    tableau.source,
                    tableau.title));
  }
}
