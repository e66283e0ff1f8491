package dev.highorder.processor.model;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.annotation.processing.Generated;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/**
 * The meaning of simple names in a generated file.
 *
 * @param hasGenerated whether {@code @Generated} can be written: a module need not read
 *     java.compiler
 * @param hiddenNames the names of {@code java.lang} that mean other classes in the sub-net's
 *     package
 */
public record Scope(boolean hasGenerated, Set<String> hiddenNames) {

  private static final String JAVA_LANG = "java.lang";

  /** The names of {@code java.lang} that every generated class may contain. */
  private static final Set<String> ALWAYS_USED =
      Set.of("Override", "SuppressWarnings", "Math", "Integer", "Long");

  /** Returns the scope of the classes that a declaration asks for. */
  public static Scope of(HighOrderDeclaration declaration, VisibleTypes types) {
    SubNet subNet = declaration.subNet();
    String prefix = packageOf(subNet.type());
    String prefixed = prefix.isEmpty() ? "" : prefix + ".";
    // The nested types of a hidden one are hidden, too.
    Map<String, String> outermost = new TreeMap<>();
    ALWAYS_USED.forEach(name -> outermost.put(name, name));
    for (ExecutableElement creator : subNet.creators()) {
      for (VariableElement parameter : creator.getParameters()) {
        MoreTypes.referencedTypes(parameter.asType()).stream()
            .filter(type -> packageOf(type).equals(JAVA_LANG))
            .forEach(type -> outermost.put(name(type), outermostName(type)));
      }
    }
    Set<String> hidden =
        outermost.keySet().stream()
            .filter(
                name ->
                    types.find(declaration.element(), prefixed + outermost.get(name)).isPresent())
            .collect(Collectors.toCollection(TreeSet::new));
    boolean hasGenerated =
        types.find(declaration.element(), Generated.class.getCanonicalName()).isPresent();
    return new Scope(hasGenerated, hidden);
  }

  private static String outermostName(Element type) {
    Element outer = type.getEnclosingElement();
    return outer instanceof TypeElement ? outermostName(outer) : name(type);
  }

  private static String name(Element type) {
    return type.getSimpleName().toString();
  }

  private static String packageOf(TypeElement type) {
    return MoreElements.getPackage(type).getQualifiedName().toString();
  }
}
