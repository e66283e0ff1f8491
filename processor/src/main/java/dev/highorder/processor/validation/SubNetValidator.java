package dev.highorder.processor.validation;

import com.google.auto.common.MoreTypes;
import com.google.auto.common.Visibility;
import dev.highorder.processor.diagnostic.Problem;
import dev.highorder.processor.diagnostic.Report;
import dev.highorder.processor.diagnostic.Sentence;
import dev.highorder.processor.model.HighOrderDeclaration;
import dev.highorder.processor.model.LibraryTypes;
import dev.highorder.processor.model.Parameter;
import dev.highorder.processor.model.SubNet;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Checks that the annotated sub-net is a DJL block and that instances of it can be created. */
public final class SubNetValidator {

  private final Elements elements;
  private final Types types;

  /** Creates a validator for one compilation. */
  public SubNetValidator(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
  }

  /** Adds everything that keeps the element from being a sub-net. */
  public void check(HighOrderDeclaration declaration, Report report) {
    if (declaration.element() instanceof ExecutableElement method) {
      checkFactory(method, report);
    } else {
      checkClass(declaration.subNet(), report);
    }
    for (ExecutableElement creator : declaration.subNet().creators()) {
      checkCreator(declaration.subNet(), creator, report);
    }
  }

  private void checkFactory(ExecutableElement method, Report report) {
    if (!method.getModifiers().contains(Modifier.STATIC)) {
      report.add(Problem.NOT_STATIC, method);
    }
    if (!isBlock(method.getReturnType())) {
      report.add(Problem.RETURNS_NO_BLOCK, method, method.getReturnType());
    }
    checkNotPrivate(method, report);
    for (TypeElement hidden : SubNet.hiddenParameters(method)) {
      report.add(Problem.PRIVATE, hidden);
    }
  }

  private void checkClass(SubNet subNet, Report report) {
    TypeElement type = subNet.type();
    if (!isBlock(type.asType())) {
      report.add(Problem.NOT_A_BLOCK, type);
    }
    if (type.getKind() != ElementKind.CLASS) {
      String kind = type.getKind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      report.add(Problem.ABSTRACT, type, "of kind " + kind);
      return;
    }
    if (type.getModifiers().contains(Modifier.ABSTRACT)) {
      report.add(Problem.ABSTRACT, type, "abstract");
    }
    if (type.getNestingKind() == NestingKind.MEMBER
        && !type.getModifiers().contains(Modifier.STATIC)) {
      report.add(Problem.INNER, type, type.getEnclosingElement());
    }
    boolean isPrivate = type.getModifiers().contains(Modifier.PRIVATE);
    if (subNet.creators().isEmpty() && !isPrivate) {
      report.add(Problem.NO_CONSTRUCTOR, type);
    }
    if (!type.getTypeParameters().isEmpty()) {
      report.add(Problem.TYPE_PARAMETERS, type);
    }
    checkNotPrivate(type, report);
  }

  private void checkNotPrivate(Element element, Report report) {
    if (Visibility.effectiveVisibilityOfElement(element) == Visibility.PRIVATE) {
      Element hidden = element;
      while (!hidden.getModifiers().contains(Modifier.PRIVATE)) {
        hidden = hidden.getEnclosingElement();
      }
      report.add(Problem.PRIVATE, hidden);
    }
  }

  /**
   * The words of a method's parameters that Java allows (JVMS 4.3.3), less one for the object of a
   * constructor and one for what generated methods and lambdas add.
   */
  private static final int MAX_WORDS = 253;

  private void checkCreator(SubNet subNet, ExecutableElement creator, Report report) {
    int words =
        creator.getParameters().stream().mapToInt(parameter -> words(parameter.asType())).sum();
    if (words > MAX_WORDS) {
      report.addAt(creator, Problem.TOO_MANY_PARAMETERS, subNet.qualifiedName(), words, MAX_WORDS);
    }
    checkStride(subNet, creator, report);
    if (!creator.getTypeParameters().isEmpty()) {
      report.addAt(creator, Problem.TYPE_PARAMETERS, creator);
    }
    for (TypeMirror thrown : creator.getThrownTypes()) {
      if (!isSubtype(thrown, "java.lang.RuntimeException")
          && !isSubtype(thrown, "java.lang.Error")) {
        report.addAt(creator, Problem.CHECKED_EXCEPTION, creator, thrown);
      }
    }
  }

  private static void checkStride(SubNet subNet, ExecutableElement creator, Report report) {
    List<Parameter> strides =
        subNet.parameters(creator).stream().filter(Parameter::isStride).toList();
    if (strides.size() > 1) {
      Parameter second = strides.get(1);
      report.addAt(
          second.element(),
          Problem.WRONG_STRIDE,
          second.name(),
          new Sentence("%s carries it, too", List.of(strides.get(0).name())),
          subNet.qualifiedName());
    }
    for (Parameter stride : strides) {
      if (stride.type() != Parameter.WidthType.INT) {
        report.addAt(
            stride.element(),
            Problem.WRONG_STRIDE,
            stride.name(),
            new Sentence("its type is %s", List.of(stride.element().asType())),
            subNet.qualifiedName());
      }
    }
  }

  private static int words(TypeMirror type) {
    return type.getKind() == TypeKind.LONG || type.getKind() == TypeKind.DOUBLE ? 2 : 1;
  }

  private boolean isBlock(TypeMirror type) {
    return MoreTypes.isType(type) && isSubtype(type, LibraryTypes.BLOCK);
  }

  private boolean isSubtype(TypeMirror type, String name) {
    return types.isSubtype(types.erasure(type), elements.getTypeElement(name).asType());
  }
}
