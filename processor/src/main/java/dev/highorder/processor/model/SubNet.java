package dev.highorder.processor.model;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import com.google.auto.common.Visibility;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.QualifiedNameable;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * The annotated sub-net: a class with constructors, or a static factory method.
 *
 * @param type the class, or the class that declares the method
 * @param creators the constructors that generated code may call, or the one method; of two that
 *     differ only in a stride, the one with a stride
 */
public record SubNet(TypeElement type, List<ExecutableElement> creators) {

  /** Reads the sub-net that an annotated element stands for. */
  public static SubNet of(Element element) {
    if (element instanceof ExecutableElement method) {
      return new SubNet(MoreElements.asType(method.getEnclosingElement()), List.of(method));
    }
    TypeElement type = MoreElements.asType(element);
    List<ExecutableElement> constructors =
        ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
            .filter(constructor -> !constructor.getModifiers().contains(Modifier.PRIVATE))
            .filter(constructor -> hiddenParameters(constructor).isEmpty())
            .toList();
    return new SubNet(
        type,
        constructors.stream()
            .filter(one -> constructors.stream().noneMatch(other -> isWithStride(other, one)))
            .toList());
  }

  /** Returns whether a creator is another one with a stride. */
  private static boolean isWithStride(ExecutableElement creator, ExecutableElement other) {
    return hasStride(creator)
        && !hasStride(other)
        && Parameter.erasures(creator, false).equals(Parameter.erasures(other, false));
  }

  /** Returns whether a creator has a parameter that is the stride. */
  public static boolean hasStride(ExecutableElement creator) {
    return creator.getParameters().stream().anyMatch(Parameter::isStride);
  }

  /**
   * Returns the types among the parameters that are private, so that generated code cannot name
   * them.
   */
  public static List<TypeElement> hiddenParameters(ExecutableElement creator) {
    return creator.getParameters().stream()
        .flatMap(parameter -> MoreTypes.referencedTypes(parameter.asType()).stream())
        .filter(type -> Visibility.effectiveVisibilityOfElement(type) == Visibility.PRIVATE)
        .toList();
  }

  /** Returns the parameters of one of the creators. */
  public List<Parameter> parameters(ExecutableElement creator) {
    return Parameter.of(creator, creators);
  }

  /** Returns whether the sub-net is a factory method. */
  public boolean isFactory() {
    return creators.stream().anyMatch(creator -> !isConstructor(creator));
  }

  private static boolean isConstructor(ExecutableElement creator) {
    return creator.getSimpleName().contentEquals("<init>");
  }

  /** Returns the sub-net's name as a class would have it: {@code VggSubNet}, {@code Bottleneck}. */
  public String name() {
    if (isFactory()) {
      String method = sourceName(creators.get(0));
      return method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1);
    }
    return type.getSimpleName().toString();
  }

  /**
   * Returns the name for people and files: {@code a.b.VggSubNet}, {@code a.b.Models.bottleneck}.
   */
  public String qualifiedName() {
    return qualifiedName(isFactory() ? creators.get(0) : type);
  }

  /** Returns the same name of an annotated element. */
  public static String qualifiedName(Element element) {
    return element instanceof QualifiedNameable named
        ? named.getQualifiedName().toString()
        : qualifiedName(element.getEnclosingElement()) + "." + sourceName(element);
  }

  /**
   * Returns a method's name as its source has it. Kotlin's compiler appends a dollar sign and the
   * module's name to that of an internal function.
   */
  private static String sourceName(Element method) {
    String name = method.getSimpleName().toString();
    int end = isKotlin(method.getEnclosingElement()) ? name.lastIndexOf('$') : -1;
    return end > 0 ? name.substring(0, end) : name;
  }

  private static boolean isKotlin(Element type) {
    return MoreElements.isAnnotationPresent(type, "kotlin.Metadata");
  }

  /**
   * Returns whether code in other packages sees the class or method, and so the generated class.
   */
  public boolean isPublic() {
    Element element = isFactory() ? creators.get(0) : type;
    return Visibility.effectiveVisibilityOfElement(element) == Visibility.PUBLIC;
  }
}
