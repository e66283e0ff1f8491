package dev.highorder.processor;

import com.google.auto.common.MoreElements;
import dev.highorder.processor.model.HighOrderDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * The annotated elements of a compilation, round by round. An element waits if it refers to a class
 * that another processor has yet to write; it is looked up anew in each round, because a compiler
 * may replace its elements between rounds.
 */
final class AnnotatedElements {

  private final Elements elements;
  private final Set<String> done = new TreeSet<>();

  /** The names of the types that are, or contain, waiting elements. */
  private final Set<String> waiting = new TreeSet<>();

  AnnotatedElements(Elements elements) {
    this.elements = elements;
  }

  /** Returns the elements of a round that are not done: those that wait, then the new ones. */
  Set<Element> of(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Set<Element> all = new LinkedHashSet<>(waiting());
    for (TypeElement annotation : annotations) {
      all.addAll(round.getElementsAnnotatedWith(annotation));
    }
    all.removeIf(AnnotatedElements::isCopiedByKotlin);
    return all;
  }

  /** Returns the elements that wait. */
  List<Element> waiting() {
    List<Element> all = new ArrayList<>();
    for (String name : waiting) {
      TypeElement type = elements.getTypeElement(name);
      if (type != null) {
        Stream.concat(Stream.of(type), ElementFilter.methodsIn(type.getEnclosedElements()).stream())
            .filter(element -> !HighOrderDeclaration.annotationsOn(element).isEmpty())
            .filter(element -> !done.contains(key(element)))
            .forEach(all::add);
      }
    }
    return all;
  }

  /**
   * Whether it is an annotated {@code @JvmStatic} function in a companion object, which Kotlin's
   * compiler repeats with its annotations as a static method of the class around the object.
   */
  private static boolean isCopiedByKotlin(Element element) {
    return element.getKind() == ElementKind.METHOD
        && element.getEnclosingElement().getEnclosingElement() instanceof TypeElement type
        && !element.getModifiers().contains(Modifier.STATIC)
        && MoreElements.isAnnotationPresent(type, "kotlin.Metadata")
        && ElementFilter.methodsIn(type.getEnclosedElements()).stream()
            .filter(method -> method.getModifiers().contains(Modifier.STATIC))
            .filter(method -> !HighOrderDeclaration.annotationsOn(method).isEmpty())
            .anyMatch(method -> method.toString().equals(element.toString()));
  }

  /** Lets an element wait for the next round. */
  void defer(Element element) {
    waiting.add(type(element).getQualifiedName().toString());
  }

  /** Remembers that an element is done, even if another one of its class waits. */
  void finish(Element element) {
    done.add(key(element));
  }

  /** The same in each round, since the types of a finished element are known. */
  private static String key(Element element) {
    return type(element).getQualifiedName() + " " + element;
  }

  private static TypeElement type(Element element) {
    ElementKind kind = element.getKind();
    boolean isType = kind.isClass() || kind.isInterface();
    return (TypeElement) (isType ? element : element.getEnclosingElement());
  }
}
