package dev.highorder.processor.validation;

import com.google.auto.common.MoreTypes;
import dev.highorder.processor.diagnostic.Problem;
import dev.highorder.processor.diagnostic.Report;
import dev.highorder.processor.model.HighOrderDeclaration;
import dev.highorder.processor.model.LibraryTypes;
import dev.highorder.processor.model.StackPlan;
import dev.highorder.processor.model.SubNet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/**
 * Checks that everything exists that a generated class depends on: the annotation's values, the
 * sub-net's supertypes up to {@code Block}, and the types of its parameters. Nothing else in the
 * sub-net's class matters, so that its other members may use the generated class.
 */
public final class ResolutionValidator {

  private final Elements elements;

  /** Creates a validator for one compilation. */
  public ResolutionValidator(Elements elements) {
    this.elements = elements;
  }

  /** Returns whether everything exists; otherwise another processor may write it. */
  public boolean isResolved(Element element) {
    return missing(element).isEmpty();
  }

  /**
   * Adds a problem for what does not exist after the last round. An element that only needs what
   * would be generated from another waiting element has no problem of its own, unless both need
   * each other.
   *
   * @param waiting all elements that wait
   * @param refused the simple names of classes that are not generated because of another problem
   * @return whether there is no problem
   */
  public boolean check(Element element, List<Element> waiting, Set<String> refused, Report report) {
    Map<String, Element> origins = origins(waiting);
    for (String name : missing(element)) {
      Element origin = origins.get(simpleName(name));
      if (refused.contains(simpleName(name))) {
        continue;
      }
      if (origin == null) {
        report.add(Problem.MISSING_TYPE, SubNet.qualifiedName(element), name);
      } else if (needs(origin, element, origins)) {
        report.add(
            Problem.CYCLE,
            SubNet.qualifiedName(element),
            name,
            origin.equals(element) ? "it" : SubNet.qualifiedName(origin));
      }
    }
    return report.isClean();
  }

  /** Returns the waiting elements by the simple names of the classes that they would become. */
  private static Map<String, Element> origins(List<Element> waiting) {
    Map<String, Element> origins = new HashMap<>();
    for (Element element : waiting) {
      for (AnnotationMirror annotation : HighOrderDeclaration.annotationsOn(element)) {
        if (missingValues(annotation).isEmpty()) {
          HighOrderDeclaration declaration = HighOrderDeclaration.of(element, annotation);
          StackPlan.classNames(declaration).forEach(name -> origins.put(name, element));
        }
      }
    }
    return origins;
  }

  /** Returns whether an element waits, at last, for another one, or both are the same. */
  private boolean needs(Element from, Element to, Map<String, Element> origins) {
    Set<Element> reached = new LinkedHashSet<>();
    List<Element> open = new ArrayList<>(List.of(from));
    while (!open.isEmpty()) {
      Element next = open.remove(open.size() - 1);
      if (next.equals(to)) {
        return true;
      }
      if (reached.add(next)) {
        missing(next).stream()
            .map(name -> origins.get(simpleName(name)))
            .filter(origin -> origin != null)
            .forEach(open::add);
      }
    }
    return false;
  }

  private static String simpleName(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Returns the names of what is missing; of a value, the name of the annotation's element. */
  private Set<String> missing(Element element) {
    Set<String> missing = new TreeSet<>();
    for (AnnotationMirror annotation : HighOrderDeclaration.annotationsOn(element)) {
      missing.addAll(missingValues(annotation));
    }
    if (element instanceof ExecutableElement method) {
      addAncestors(method.getReturnType(), LibraryTypes.BLOCK, missing);
    } else if (element instanceof TypeElement type) {
      addAncestors(type.asType(), LibraryTypes.BLOCK, missing);
      addUnknown(type.getSuperclass(), missing);
      type.getInterfaces().forEach(parent -> addUnknown(parent, missing));
    }
    for (ExecutableElement creator : SubNet.of(element).creators()) {
      for (VariableElement parameter : creator.getParameters()) {
        parameter.asType().accept(new MissingTypes(), missing);
      }
      for (TypeMirror thrown : creator.getThrownTypes()) {
        addAncestors(thrown, "java.lang.Throwable", missing);
      }
    }
    return missing;
  }

  private static Set<String> missingValues(AnnotationMirror annotation) {
    Set<String> missing = new TreeSet<>();
    MissingValues.addTo(missing, annotation);
    if (missing.isEmpty()) {
      HighOrderDeclaration.annotationOfTableau(annotation)
          .ifPresent(tableau -> MissingValues.addTo(missing, tableau));
    }
    return missing;
  }

  /** Adds the missing supertypes of a type, unless the known ones lead to the wanted one anyway. */
  private void addAncestors(TypeMirror type, String wanted, Set<String> missing) {
    Set<String> unknown = new TreeSet<>();
    if (!leadsTo(type, wanted, unknown)) {
      missing.addAll(unknown);
    }
  }

  /**
   * Does not ask {@code Types}: once asked about a class whose supertype is missing, javac gave the
   * same answer in the next round, where the supertype was there.
   */
  private boolean leadsTo(TypeMirror type, String wanted, Set<String> missing) {
    TypeElement element = known(type);
    if (element == null) {
      addUnknown(type, missing);
      return false;
    }
    boolean found =
        element.getQualifiedName().contentEquals(wanted)
            || leadsTo(element.getSuperclass(), wanted, missing);
    for (TypeMirror parent : element.getInterfaces()) {
      found = found || leadsTo(parent, wanted, missing);
    }
    return found;
  }

  private void addUnknown(TypeMirror type, Set<String> missing) {
    if (type.getKind() == TypeKind.ERROR && known(type) == null) {
      missing.add(MissingTypes.nameOf(type));
    }
  }

  /** Eclipse's compiler has no class for {@code Known<Missing>}, but its name. */
  private TypeElement known(TypeMirror type) {
    if (type.getKind() == TypeKind.DECLARED) {
      return MoreTypes.asTypeElement(type);
    }
    int arguments = type.toString().indexOf('<');
    return type.getKind() == TypeKind.ERROR && arguments > 0
        ? elements.getTypeElement(type.toString().substring(0, arguments))
        : null;
  }
}
