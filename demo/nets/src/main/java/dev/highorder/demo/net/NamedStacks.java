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
  private static final String PREACTIVATION = "resnet-v2";
  private static final String COT = "cot";
  private static final String RELEASED = "released";

  /** The names of the generated classes by the short ones. */
  private static final SortedMap<String, String> CLASSES = new TreeMap<>();

  static {
    putAll("vgg", "Vgg", Scheme.values());
    Scheme[] ofThePaper = {
      Scheme.EULER, Scheme.MIDPOINT, Scheme.RK4, Scheme.VERNER8, Scheme.VERNER8_AS_PUBLISHED
    };
    putAll("preactivation", "PreActivation", ofThePaper);
    putAll("resnet", "ResNet", Scheme.EULER, Scheme.MIDPOINT, Scheme.RK4);
    putAll("resnet-bottleneck", "ResNetBottleneck", Scheme.EULER, Scheme.MIDPOINT, Scheme.RK4);
    putAll(
        PREACTIVATION,
        "ResNetV2",
        Scheme.EULER,
        Scheme.MIDPOINT,
        Scheme.RK4,
        Scheme.REVNET,
        Scheme.LM_RESNET);
    putAll(
        PREACTIVATION + "-bottleneck",
        "ResNetV2Bottleneck",
        Scheme.EULER,
        Scheme.MIDPOINT,
        Scheme.RK4);
    putAll(RELEASED, "Released", Scheme.EULER, Scheme.MIDPOINT, Scheme.RK4);
    putAll("bottleneck", "Bottleneck", ofThePaper);
    putAll("se-vgg", "SeVgg", ofThePaper);
    putAll("se-bottleneck", "SeBottleneck", ofThePaper);
    putAll("mbconv", "MbConv", ofThePaper);
    putAll(COT, "CotNet", ofThePaper);
    putAll("simplified-cot", "SimplifiedCot", ofThePaper);
    putAll(TOKENS, "Vit", Scheme.EULER, Scheme.MIDPOINT, Scheme.RK4);
    putAll(VECTORS, "Dense", Scheme.EULER, Scheme.MIDPOINT, Scheme.RK4);
    put("vgg-poly2", VggPoly2.class);
    put("vgg-poly2-norms", VggPoly2Norms.class);
    put("vgg-euler-h1-4", VggEulerQuarter.class);
    put("vgg-euler-h1-14", VggEulerFourteenth.class);
    put("vgg-midpoint-h1-2", VggMidpointHalf.class);
    put("vgg-midpoint-h2", VggMidpointH2.class);
    put("vgg-rk4-h4", VggRk4H4.class);
    put("preactivation-euler-h1-4", PreActivationEulerQuarter.class);
    put("preactivation-euler-h1-14", PreActivationEulerFourteenth.class);
    put("preactivation-midpoint-h1-2", PreActivationMidpointHalf.class);
    put("preactivation-midpoint-h2", PreActivationMidpointH2.class);
    put("preactivation-rk4-h4", PreActivationRk4H4.class);
    put("vgg-rk4-ode", VggRk4Ode.class);
    put("vgg-rk4-adaptive", VggRk4Adaptive.class);
    put("vgg-verner8-adaptive", VggVerner8Adaptive.class);
    put("bottleneck-verner8-adaptive", BottleneckVerner8Adaptive.class);
    put("se-vgg-verner8-adaptive", SeVggVerner8Adaptive.class);
    put("se-bottleneck-verner8-adaptive", SeBottleneckVerner8Adaptive.class);
    put("mbconv-verner8-adaptive", MbConvVerner8Adaptive.class);
    put("cot-verner8-adaptive", CotNetVerner8Adaptive.class);
    put("simplified-cot-verner8-adaptive", SimplifiedCotVerner8Adaptive.class);
  }

  private static void putAll(String name, String subNet, Scheme... schemes) {
    for (Scheme scheme : schemes) {
      CLASSES.put(
          name + "-" + suffix(scheme), GeneratedStacks.className(SubNets.class, subNet, scheme));
    }
  }

  private static void put(String name, Class<?> type) {
    CLASSES.put(name, type.getName());
  }

  private NamedStacks() {}

  /** Returns the end of the names of a scheme's stacks, such as {@code rk4-unblended}. */
  public static String suffix(Scheme scheme) {
    return scheme.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the name that a network has now, if training runs of earlier versions call it so; else
   * the same. Earlier versions called {@code cot} what is {@code simplified-cot}.
   */
  public static String present(String earlier) {
    return earlier.startsWith(COT + "-") ? "simplified-" + earlier : earlier;
  }

  /** Returns the names of the generated classes by the short names, sorted by these. */
  public static SortedMap<String, String> all() {
    return Collections.unmodifiableSortedMap(CLASSES);
  }

  /**
   * Returns one of them.
   *
   * @throws IllegalArgumentException if no stack has that name
   */
  public static StackFactory get(String name) {
    String className = CLASSES.get(name);
    if (className == null) {
      throw new IllegalArgumentException(
          "There is no network '%s'. The verb nets lists all.".formatted(name));
    }
    return GeneratedStacks.of(className);
  }

  /**
   * Returns the layout of a network of such stacks; stacks of transformers take tokens, here those
   * of images, and dense stacks take vectors. Pre-activation ResNets and the authors' networks have
   * stems of their own.
   */
  public static Layout layout(String name) {
    if (name.startsWith(VECTORS + "-")) {
      return Layout.VECTOR;
    }
    if (name.startsWith(PREACTIVATION + "-")) {
      return Layout.CIFAR_PREACTIVATION;
    }
    if (name.startsWith(RELEASED + "-")) {
      return Layout.CIFAR_STRIDED;
    }
    return name.startsWith(TOKENS + "-") ? Layout.PATCHES : Layout.CIFAR;
  }
}
