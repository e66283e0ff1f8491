package dev.highorder.processor.model;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.annotation.processing.Generated;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/**
 * The meaning of simple names in a generated file.
 *
 * @param hasGenerated whether {@code @Generated} can be written: a module need not read
 *     java.compiler
 * @param hiddenNames the names of {@code java.lang} that mean other classes in the sub-net's
 *     package
 * @param fields the names of the generated class's fields, inherited ones included
 * @param takenNames the names that parameters must not have: where a parameter and a class are
 *     possible, Java takes the parameter
 */
public record Scope(
    boolean hasGenerated, Set<String> hiddenNames, Set<String> fields, Set<String> takenNames) {

  /** The number of blocks, a constant of each generated class. */
  public static final String BLOCKS = "BLOCKS";

  /** The description of the stack, a constant of each generated class. */
  public static final String DESCRIPTION = "DESCRIPTION";

  private static final String JAVA_LANG = "java.lang";

  /** The names of {@code java.lang} that every generated class may contain. */
  private static final Set<String> ALWAYS_USED =
      Set.of("Override", "SuppressWarnings", "Math", "Integer", "Long");

  /** The packages of all libraries begin with these. */
  private static final Set<String> ROOTS = Set.of("ai", "dev", "java");

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
    Set<String> fields = new TreeSet<>(List.of(BLOCKS, DESCRIPTION));
    declaration.choices().stream()
        .flatMap(choice -> choice.wiring().stream())
        .map(wiring -> LibraryTypes.STACK_PACKAGE + "." + wiring.baseClass())
        .distinct()
        .forEach(name -> addFields(types.find(declaration.element(), name), fields));
    boolean hasGenerated =
        types.find(declaration.element(), Generated.class.getCanonicalName()).isPresent();
    return new Scope(hasGenerated, hidden, fields, takenNames(declaration, prefix));
  }

  /** Adds the fields that a class and its superclasses give to their subclasses. */
  private static void addFields(Optional<TypeElement> type, Set<String> fields) {
    type.ifPresent(
        known -> {
          ElementFilter.fieldsIn(known.getEnclosedElements())
              .forEach(field -> fields.add(name(field)));
          if (known.getSuperclass().getKind() == TypeKind.DECLARED) {
            addFields(Optional.of(MoreTypes.asTypeElement(known.getSuperclass())), fields);
          }
        });
  }

  /** The first words of all names of classes before a dot or two colons, and the constants. */
  private static Set<String> takenNames(HighOrderDeclaration declaration, String packageName) {
    Set<String> taken = new TreeSet<>(ROOTS);
    taken.addAll(ALWAYS_USED);
    taken.addAll(List.of(BLOCKS, DESCRIPTION, "Network"));
    taken.addAll(StackPlan.classNames(declaration));
    if (!packageName.isEmpty()) {
      taken.add(packageName.split("\\.", 2)[0]);
    }
    Element type = declaration.subNet().type();
    while (type instanceof TypeElement) {
      taken.add(name(type));
      type = type.getEnclosingElement();
    }
    return taken;
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
