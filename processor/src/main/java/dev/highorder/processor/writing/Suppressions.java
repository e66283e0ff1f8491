package dev.highorder.processor.writing;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import com.squareup.javapoet.AnnotationSpec;
import dev.highorder.processor.model.StackPlan;
import dev.highorder.processor.model.SubNet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Writes the {@code @SuppressWarnings} of a generated class. Eclipse's compiler knows {@code all};
 * for javac, each warning that the sub-net causes has its name.
 */
final class Suppressions {

  private Suppressions() {}

  static AnnotationSpec of(StackPlan plan) {
    SubNet subNet = plan.subNet();
    Set<String> warnings = new TreeSet<>(Set.of("all"));
    if (TypeNames.castsSubNet(plan)) {
      warnings.add("static");
    }
    addDeprecation(subNet.type(), warnings);
    for (ExecutableElement creator : subNet.creators()) {
      addDeprecation(creator, warnings);
      for (VariableElement parameter : creator.getParameters()) {
        addTypes(parameter.asType(), warnings);
      }
      addGenericVarargs(creator, warnings);
    }
    AnnotationSpec.Builder annotation = AnnotationSpec.builder(SuppressWarnings.class);
    warnings.forEach(warning -> annotation.addMember("value", "$S", warning));
    return annotation.build();
  }

  private static void addDeprecation(Element element, Set<String> warnings) {
    if (MoreElements.isAnnotationPresent(element, Deprecated.class.getCanonicalName())) {
      warnings.addAll(List.of("deprecation", "removal"));
    }
  }

  private static void addTypes(TypeMirror type, Set<String> warnings) {
    if (type.getKind() == TypeKind.ARRAY) {
      addTypes(((ArrayType) type).getComponentType(), warnings);
    } else if (type.getKind() == TypeKind.DECLARED) {
      DeclaredType declared = (DeclaredType) type;
      boolean generic = !MoreTypes.asTypeElement(type).getTypeParameters().isEmpty();
      if (generic && declared.getTypeArguments().isEmpty()) {
        warnings.addAll(List.of("rawtypes", "unchecked"));
      }
      addDeprecation(declared.asElement(), warnings);
      declared.getTypeArguments().forEach(argument -> addTypes(argument, warnings));
    }
  }

  private static void addGenericVarargs(ExecutableElement creator, Set<String> warnings) {
    if (creator.isVarArgs()) {
      List<? extends VariableElement> parameters = creator.getParameters();
      TypeMirror last = parameters.get(parameters.size() - 1).asType();
      TypeMirror component = ((ArrayType) last).getComponentType();
      if (component.getKind() == TypeKind.DECLARED
          && !((DeclaredType) component).getTypeArguments().isEmpty()) {
        warnings.addAll(List.of("unchecked", "varargs"));
      }
    }
  }
}
