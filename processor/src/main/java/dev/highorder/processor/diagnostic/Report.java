package dev.highorder.processor.diagnostic;

import com.google.auto.common.AnnotationMirrors;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/**
 * The problems and notes of one annotation, each at the narrowest place that shows it. They are
 * printed together, so that a user can correct everything at once.
 */
public final class Report {

  private final Element element;
  private final AnnotationMirror annotation;
  private final boolean repeated;
  private final List<Entry> entries = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private record Entry(String message, Element element, AnnotationValue value) {}

  /**
   * Starts the report of one annotation of an element.
   *
   * @param annotation null if a problem belongs to no annotation in particular
   * @param repeated whether the element has several annotations: javac cannot place a message on
   *     one of them, so the message then quotes the annotation
   */
  public Report(Element element, AnnotationMirror annotation, boolean repeated) {
    this.element = element;
    this.annotation = annotation;
    this.repeated = repeated;
  }

  /** Adds a problem of the annotated element. */
  public void add(Problem problem, Object... values) {
    entries.add(new Entry(problem.message(values), element, null));
  }

  /** Adds a problem of one value of the annotation. */
  public void addAt(AnnotationValue place, Problem problem, Object... values) {
    entries.add(new Entry(problem.message(values), element, place));
  }

  /** Adds a problem of a part of the annotated element, such as a constructor. */
  public void addAt(Element place, Problem problem, Object... values) {
    entries.add(new Entry(problem.message(values), place, null));
  }

  /** Adds something that is not wrong, such as the proven order of a tableau. */
  public void addNote(String text) {
    notes.add(text);
  }

  /** Returns whether nothing is wrong. */
  public boolean isClean() {
    return entries.isEmpty();
  }

  /** Prints every problem as a compile error, and every note if there is no problem. */
  public void printTo(Messager messager) {
    if (isClean()) {
      notes.forEach(note -> messager.printMessage(Diagnostic.Kind.NOTE, note, element, annotation));
    }
    for (Entry entry : entries) {
      String message =
          repeated
              ? entry.message() + " In: " + ForeignText.show(AnnotationMirrors.toString(annotation))
              : entry.message();
      if (entry.value() != null) {
        messager.printMessage(Diagnostic.Kind.ERROR, message, element, annotation, entry.value());
      } else if (annotation != null && entry.element().equals(element)) {
        messager.printMessage(Diagnostic.Kind.ERROR, message, element, annotation);
      } else {
        messager.printMessage(Diagnostic.Kind.ERROR, message, entry.element());
      }
    }
  }
}
