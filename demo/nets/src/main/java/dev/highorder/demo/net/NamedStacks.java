package dev.highorder.demo.net;

import dev.highorder.Scheme;
import dev.highorder.network.Layout;
import dev.highorder.network.StackFactory;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The generated stacks by their names on the command line: {@code SUBNET-SCHEME}. */
public final class NamedStacks {

  private static final String TOKENS = "vit";
  private static final String VECTORS = "dense";

  private static final SortedMap<String, StackFactory> STACKS = new TreeMap<>();

  static {
    putAll("vgg", "Vgg", Scheme.values());
    putAll("preactivation", "PreActivation", Scheme.EULER, Scheme.MIDPOINT, Scheme.RK4);
    Scheme[] ofThePaper = {Scheme.EULER, Scheme.MIDPOINT, Scheme.RK4, Scheme.VERNER8};
    putAll("bottleneck", "Bottleneck", ofThePaper);
    putAll("se-vgg", "SeVgg", ofThePaper);
    putAll("se-bottleneck", "SeBottleneck", ofThePaper);
    putAll("mbconv", "MbConv", ofThePaper);
    putAll("cot", "Cot", ofThePaper);
    putAll(TOKENS, "Vit", Scheme.EULER, Scheme.MIDPOINT, Scheme.RK4);
    putAll(VECTORS, "Dense", Scheme.EULER, Scheme.MIDPOINT, Scheme.RK4);
    STACKS.put("vgg-poly2", VggPoly2::withBlocks);
    STACKS.put("vgg-rk4-ode", VggRk4Ode::withBlocks);
    STACKS.put("vgg-rk4-adaptive", VggRk4Adaptive::withBlocks);
    STACKS.put("vgg-verner8-adaptive", VggVerner8Adaptive::withBlocks);
    STACKS.put("bottleneck-verner8-adaptive", BottleneckVerner8Adaptive::withBlocks);
    STACKS.put("se-vgg-verner8-adaptive", SeVggVerner8Adaptive::withBlocks);
    STACKS.put("se-bottleneck-verner8-adaptive", SeBottleneckVerner8Adaptive::withBlocks);
    STACKS.put("mbconv-verner8-adaptive", MbConvVerner8Adaptive::withBlocks);
    STACKS.put("cot-verner8-adaptive", CotVerner8Adaptive::withBlocks);
  }

  private static void putAll(String name, String subNet, Scheme... schemes) {
    for (Scheme scheme : schemes) {
      String suffix = scheme.name().toLowerCase(Locale.ROOT).replace('_', '-');
      STACKS.put(name + "-" + suffix, GeneratedStacks.of(SubNets.class, subNet, scheme));
    }
  }

  private NamedStacks() {}

  /** Returns all of them, sorted by name. */
  public static SortedMap<String, StackFactory> all() {
    return Collections.unmodifiableSortedMap(STACKS);
  }

  /**
   * Returns one of them.
   *
   * @throws IllegalArgumentException if no stack has that name; the message lists the names
   */
  public static StackFactory get(String name) {
    StackFactory stack = STACKS.get(name);
    if (stack == null) {
      throw new IllegalArgumentException(
          "There is no network '%s'. Choose one of %s."
              .formatted(name, String.join(", ", STACKS.keySet())));
    }
    return stack;
  }

  /**
   * Returns the layout of a network of such stacks; stacks of transformers take tokens, here those
   * of images, and dense stacks take vectors.
   */
  public static Layout layout(String name) {
    if (name.startsWith(VECTORS + "-")) {
      return Layout.VECTOR;
    }
    return name.startsWith(TOKENS + "-") ? Layout.PATCHES : Layout.CIFAR;
  }
}
