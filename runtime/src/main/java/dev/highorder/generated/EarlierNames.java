package dev.highorder.generated;

import java.util.Map;

/**
 * The generated classes of the command line's networks that had another name in earlier versions.
 * Files of these name them so. An earlier name is never given to another class.
 */
final class EarlierNames {

  private static final String NETS = "dev.highorder.demo.net.";

  /** The present names by the earlier ones, without the package. */
  private static final Map<String, String> PRESENT =
      Map.of(
          "CotEuler", "SimplifiedCotEuler",
          "CotMidpoint", "SimplifiedCotMidpoint",
          "CotRk4", "SimplifiedCotRk4",
          "CotVerner8", "SimplifiedCotVerner8",
          "CotVerner8Adaptive", "SimplifiedCotVerner8Adaptive");

  private EarlierNames() {}

  /** Returns the present name of a class, which is the same for most. */
  static String present(String name) {
    String simple = name.startsWith(NETS) ? name.substring(NETS.length()) : "";
    return PRESENT.containsKey(simple) ? NETS + PRESENT.get(simple) : name;
  }
}
