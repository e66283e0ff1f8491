package dev.highorder.demo.scheme;

import dev.highorder.Scheme;
import dev.highorder.block.HighOrderStack;
import dev.highorder.network.StackFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Finds what was generated for a sub-net and a scheme, so that a test can loop over all schemes.
 */
final class GeneratedStacks {

  private GeneratedStacks() {}

  /** Returns {@code LinearRk4::withBlocks} for the sub-net {@code Linear} and the scheme RK4. */
  static StackFactory of(String subNet, Scheme scheme) {
    String suffix =
        Arrays.stream(scheme.name().split("_", -1))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining());
    String name = GeneratedStacks.class.getPackageName() + "." + subNet + suffix;
    return (blocks, width) -> {
      try {
        return (HighOrderStack)
            Class.forName(name)
                .getDeclaredMethod("withBlocks", int.class, int.class)
                .invoke(null, blocks, width);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(name, e);
      }
    };
  }
}
