package dev.highorder.demo.net;

import dev.highorder.Scheme;
import dev.highorder.generated.GeneratedStack;
import dev.highorder.network.StackFactory;
import dev.highorder.storage.ClassSearch;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds generated stacks by sub-net and scheme, so that a program can loop over all schemes. */
public final class GeneratedStacks {

  private GeneratedStacks() {}

  /**
   * Returns {@code LinearRk4::withBlocks} for the sub-net {@code Linear} and the scheme RK4.
   *
   * @param neighbour a class of the same package
   * @param subNet the sub-net's name, with which generated names begin; it takes a width or nothing
   * @param scheme the scheme
   * @throws LinkageError if nothing was generated for them
   */
  public static StackFactory of(Class<?> neighbour, String subNet, Scheme scheme) {
    return of(className(neighbour, subNet, scheme));
  }

  /** Returns the name of that class. */
  static String className(Class<?> neighbour, String subNet, Scheme scheme) {
    String suffix =
        Arrays.stream(scheme.name().split("_", -1))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining());
    return neighbour.getPackageName() + "." + subNet + suffix;
  }

  /** Returns the factory of the stacks of a generated class. */
  static StackFactory of(String name) {
    try {
      return GeneratedStack.named(name, ClassSearch.ofThread()).factory();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name + " " + e.getMessage(), e);
    }
  }
}
