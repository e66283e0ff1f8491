package dev.highorder.demo.net;

import dev.highorder.network.StackFactory;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The generated stacks by the names that the command line knows: {@code SUBNET-SCHEME}. */
public final class NamedStacks {

  private static final SortedMap<String, StackFactory> STACKS = new TreeMap<>();

  static {
    STACKS.put("vgg-euler", VggEuler::withBlocks);
    STACKS.put("vgg-midpoint", VggMidpoint::withBlocks);
    STACKS.put("vgg-heun2", VggHeun2::withBlocks);
    STACKS.put("vgg-ralston2", VggRalston2::withBlocks);
    STACKS.put("vgg-heun3", VggHeun3::withBlocks);
    STACKS.put("vgg-kutta3", VggKutta3::withBlocks);
    STACKS.put("vgg-ssprk3", VggSsprk3::withBlocks);
    STACKS.put("vgg-ralston3", VggRalston3::withBlocks);
    STACKS.put("vgg-bogacki-shampine3", VggBogackiShampine3::withBlocks);
    STACKS.put("vgg-rk4", VggRk4::withBlocks);
    STACKS.put("vgg-rk4-unblended", VggRk4Unblended::withBlocks);
    STACKS.put("vgg-rk4-38", VggRk438::withBlocks);
    STACKS.put("vgg-gill4", VggGill4::withBlocks);
    STACKS.put("vgg-ralston4", VggRalston4::withBlocks);
    STACKS.put("vgg-fehlberg4", VggFehlberg4::withBlocks);
    STACKS.put("vgg-cash-karp5", VggCashKarp5::withBlocks);
    STACKS.put("vgg-dormand-prince5", VggDormandPrince5::withBlocks);
    STACKS.put("vgg-tsitouras5", VggTsitouras5::withBlocks);
    STACKS.put("vgg-kutta-nystroem5", VggKuttaNystroem5::withBlocks);
    STACKS.put("vgg-butcher6", VggButcher6::withBlocks);
    STACKS.put("vgg-butcher6-lobatto", VggButcher6Lobatto::withBlocks);
    STACKS.put("vgg-huta6", VggHuta6::withBlocks);
    STACKS.put("vgg-huta6-second", VggHuta6Second::withBlocks);
    STACKS.put("vgg-dormand-prince8", VggDormandPrince8::withBlocks);
    STACKS.put("vgg-cooper-verner8", VggCooperVerner8::withBlocks);
    STACKS.put("vgg-verner8", VggVerner8::withBlocks);
    STACKS.put("vgg-verner8-as-published", VggVerner8AsPublished::withBlocks);
    STACKS.put("vgg-verner9", VggVerner9::withBlocks);
    STACKS.put("vgg-revnet", VggRevnet::withBlocks);
    STACKS.put("vgg-polynet2", VggPolynet2::withBlocks);
    STACKS.put("vgg-poly2", VggPoly2::withBlocks);
    STACKS.put("vgg-polynet3", VggPolynet3::withBlocks);
    STACKS.put("vgg-lm-resnet", VggLmResnet::withBlocks);
    STACKS.put("vgg-leapfrog", VggLeapfrog::withBlocks);
    STACKS.put("vgg-rk4-ode", VggRk4Ode::withBlocks);
    STACKS.put("vgg-rk4-adaptive", VggRk4Adaptive::withBlocks);
    STACKS.put("vgg-verner8-adaptive", VggVerner8Adaptive::withBlocks);
    STACKS.put("preactivation-euler", PreActivationEuler::withBlocks);
    STACKS.put("preactivation-midpoint", PreActivationMidpoint::withBlocks);
    STACKS.put("preactivation-rk4", PreActivationRk4::withBlocks);
  }

  private NamedStacks() {}

  /** Returns all of them, sorted by name. */
  public static SortedMap<String, StackFactory> all() {
    return Collections.unmodifiableSortedMap(STACKS);
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
