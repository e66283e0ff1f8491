package dev.highorder.processor.model;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import dev.highorder.Stride;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * A parameter of a sub-net's constructor or factory method.
 *
 * @param element the parameter
 * @param isStride whether it carries {@code @Stride}; generated methods do not have it
 * @param isWidth whether it is the number of channels, which is an int in generated code
 * @param type its declared type, by which a width is passed on
 */
public record Parameter(
    VariableElement element, boolean isStride, boolean isWidth, WidthType type) {

  /** The types that a width can have. */
  public enum WidthType {
    INT,
    LONG,
    BOXED_INT,
    BOXED_LONG,
    /** Any other type. */
    NONE;

    static WidthType of(TypeMirror type) {
      if (type.getKind() == TypeKind.INT) {
        return INT;
      }
      if (type.getKind() == TypeKind.LONG) {
        return LONG;
      }
      if (type.getKind() != TypeKind.DECLARED) {
        return NONE;
      }
      return switch (MoreTypes.asTypeElement(type).getQualifiedName().toString()) {
        case "java.lang.Integer" -> BOXED_INT;
        case "java.lang.Long" -> BOXED_LONG;
        default -> NONE;
      };
    }
  }

  /**
   * Returns the parameters of one creator of a sub-net. The width is the first {@code int}; without
   * one, the first {@code long}, {@code Integer} or {@code Long}, unless generated methods would
   * then have the same parameters as those of another creator.
   */
  static List<Parameter> of(ExecutableElement creator, List<ExecutableElement> creators) {
    Optional<? extends VariableElement> width =
        width(creator).filter(candidate -> isDistinct(creator, creators));
    List<Parameter> parameters = new ArrayList<>();
    for (VariableElement element : creator.getParameters()) {
      boolean isWidth = width.isPresent() && width.get().equals(element);
      parameters.add(
          new Parameter(element, isStride(element), isWidth, WidthType.of(element.asType())));
    }
    return parameters;
  }

  /** Returns whether a parameter carries {@code @Stride}. */
  static boolean isStride(VariableElement parameter) {
    return MoreElements.isAnnotationPresent(parameter, Stride.class);
  }

  /** Returns the parameters that generated methods have, too. */
  static Stream<? extends VariableElement> withoutStride(ExecutableElement creator) {
    return creator.getParameters().stream().filter(parameter -> !isStride(parameter));
  }

  /** Returns its name in the source. */
  public String name() {
    return element.getSimpleName().toString();
  }

  private static Optional<? extends VariableElement> width(ExecutableElement creator) {
    return first(creator, List.of(WidthType.INT))
        .or(
            () ->
                first(creator, List.of(WidthType.LONG, WidthType.BOXED_INT, WidthType.BOXED_LONG)));
  }

  private static Optional<VariableElement> first(
      ExecutableElement creator, List<WidthType> widthTypes) {
    return withoutStride(creator)
        .filter(parameter -> widthTypes.contains(WidthType.of(parameter.asType())))
        .<VariableElement>map(parameter -> parameter)
        .findFirst();
  }

  private static boolean isDistinct(ExecutableElement creator, List<ExecutableElement> creators) {
    List<String> generated = erasures(creator, true);
    return generated.equals(erasures(creator, false))
        || creators.stream()
            .filter(other -> !other.equals(creator))
            .noneMatch(
                other ->
                    generated.equals(erasures(other, false))
                        || generated.equals(erasures(other, true)));
  }

  static List<String> erasures(ExecutableElement creator, boolean withIntWidth) {
    Optional<? extends VariableElement> width = withIntWidth ? width(creator) : Optional.empty();
    return withoutStride(creator)
        .map(
            parameter ->
                width.isPresent() && width.get().equals(parameter)
                    ? TypeKind.INT.name()
                    : erasure(parameter.asType()))
        .toList();
  }

  private static String erasure(TypeMirror type) {
    return switch (type.getKind()) {
      case DECLARED -> MoreTypes.asTypeElement(type).getQualifiedName().toString();
      case ARRAY -> erasure(((ArrayType) type).getComponentType()) + "[]";
      default -> type.getKind().name();
    };
  }
}
