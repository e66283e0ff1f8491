package dev.highorder.demo.net;

import dev.highorder.network.StackFactory;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The generated stacks by the names that the command line knows: {@code SUBNET-SCHEME}. */
public final class NamedStacks {

  private static final SortedMap<String, StackFactory> STACKS =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  "vgg-euler", VggEuler::withBlocks,
                  "vgg-midpoint", VggMidpoint::withBlocks,
                  "vgg-rk4", VggRk4::withBlocks,
                  "preactivation-euler", PreActivationEuler::withBlocks,
                  "preactivation-midpoint", PreActivationMidpoint::withBlocks,
                  "preactivation-rk4", PreActivationRk4::withBlocks)));

  private NamedStacks() {}

  /** Returns all of them, sorted by name. */
  public static SortedMap<String, StackFactory> all() {
    return STACKS;
  }

  /**
   * Returns one of them.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists those there
   *     are
   */
  public static StackFactory get(String name) {
    StackFactory stack = STACKS.get(name);
    if (stack == null) {
      throw new IllegalArgumentException(
          "There is no network '%s'; choose one of %s."
              .formatted(name, String.join(", ", STACKS.keySet())));
    }
    return stack;
  }
}
