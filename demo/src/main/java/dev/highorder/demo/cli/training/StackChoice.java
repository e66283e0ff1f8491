package dev.highorder.demo.cli.training;

import dev.highorder.demo.net.NamedStacks;
import dev.highorder.generated.GeneratedClass;
import dev.highorder.generated.GeneratedClasses;
import dev.highorder.generated.GeneratedStack;
import dev.highorder.network.Layout;
import dev.highorder.network.StackFactory;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.storage.ClassSearch;
import dev.highorder.text.ForeignText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The stacks that a name means: those of the command line by their short names, or those of a
 * generated class on the class path.
 *
 * @param name the short name, or the qualified name of the class
 * @param stack creates the stacks
 * @param layout the layout of a network of such stacks, unless the user gives one
 */
record StackChoice(String name, StackFactory stack, Layout layout) {

  /**
   * Finds the stacks.
   *
   * @param name a short name, a qualified name, or a simple one that only one generated class has
   * @throws IllegalArgumentException if there are none, or they need more than blocks and a width
   */
  static StackChoice of(String name) {
    if (NamedStacks.all().containsKey(name)) {
      return new StackChoice(name, NamedStacks.get(name), NamedStacks.layout(name));
    }
    String present = GeneratedStack.presentName(name);
    String className = found(present, name) ? present : bySimpleName(name);
    try {
      StackFactory stack = GeneratedStack.named(className, ClassSearch.ofThread()).factory();
      return new StackChoice(className, stack, Layout.CIFAR);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(StackAdvice.needsMore(described(className), className), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "The network %s cannot be used: the class %s"
              .formatted(ForeignText.show(className), e.getMessage()),
          e);
    }
  }

  /** Returns whether there is such a class; its static initialiser does not run. */
  private static boolean found(String name, String asked) {
    try {
      ClassSearch.ofThread().find(name, HighOrderStack.class);
      return true;
    } catch (ClassNotFoundException e) {
      if (e.getCause() instanceof LinkageError) {
        throw new IllegalArgumentException(
            "The network %s cannot be used: the class %s"
                .formatted(ForeignText.show(asked), e.getMessage()),
            e);
      }
      return false;
    }
  }

  private static String bySimpleName(String name) {
    List<GeneratedClass> all = GeneratedClasses.find().classes();
    List<String> names =
        all.stream()
            .filter(generated -> generated.simpleName().equals(name))
            .map(GeneratedClass::name)
            .toList();
    if (names.size() == 1) {
      return names.get(0);
    }
    throw new IllegalArgumentException(
        names.isEmpty()
            ? StackAdvice.unknown(name, all)
            : "%s is the name of several networks: %s. Give one of these names."
                .formatted(
                    ForeignText.show(name), names.stream().collect(Collectors.joining(", "))));
  }

  private static Optional<GeneratedClass> described(String className) {
    return GeneratedClasses.find().classes().stream()
        .filter(generated -> generated.name().equals(className))
        .findFirst();
  }
}
