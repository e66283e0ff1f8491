package dev.highorder.demo.cli.training;

import ai.djl.nn.Parameter;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.network.InitialLaw;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.network.NetworkParts;
import dev.highorder.network.StackFactory;
import dev.highorder.network.Transition;
import dev.highorder.stack.ShapeChangedException;
import dev.highorder.storage.MayBeAbsent;
import java.util.List;
import java.util.stream.Stream;

/**
 * The network of a training run.
 *
 * @param name the name of its stacks: {@code SUBNET-SCHEME}, or that of a generated class
 * @param widths the channels of each stack, or one number for all
 * @param blocks the blocks of each stack, or one number for all
 * @param layout null for the layout that the stacks need
 * @param transition null for the transition that the layout needs; but jobs that have none were
 *     saved before there was {@code SHORTCUT_PREACTIVATION}, and do not mean it
 * @param stemWidth the channels of the stem's output; null for those of the first stack
 * @param survival the probability with which the last block survives a training pass; null for 1
 * @param initialLaw the law of initial weights; null for {@link InitialLaw#HE_FAN_IN}
 */
public record NetworkSpec(
    String name,
    List<Integer> widths,
    List<Integer> blocks,
    @MayBeAbsent Layout layout,
    @MayBeAbsent Transition transition,
    @MayBeAbsent Integer stemWidth,
    @MayBeAbsent Float survival,
    @MayBeAbsent InitialLaw initialLaw) {

  /** Creates a network whose stem is as wide as its first stack. */
  public NetworkSpec(
      String name,
      List<Integer> widths,
      List<Integer> blocks,
      Layout layout,
      Transition transition) {
    this(name, widths, blocks, layout, transition, null);
  }

  /** Creates a network whose blocks always survive, with the usual law of initial weights. */
  public NetworkSpec(
      String name,
      List<Integer> widths,
      List<Integer> blocks,
      Layout layout,
      Transition transition,
      Integer stemWidth) {
    this(name, widths, blocks, layout, transition, stemWidth, null, null);
  }

  /** Returns the same network with another name and transition. */
  private NetworkSpec with(String otherName, Transition otherTransition) {
    return new NetworkSpec(
        otherName, widths, blocks, layout, otherTransition, stemWidth, survival, initialLaw);
  }

  /**
   * Returns a short name as it is, and that of a generated class as its qualified name, so that
   * later runs mean the same.
   *
   * @throws IllegalArgumentException if there is no network of that name, or it needs more than a
   *     width
   */
  public static String qualifiedName(String name) {
    return StackChoice.of(name).name();
  }

  /** Returns a network that an earlier version saved by the name that it has now. */
  NetworkSpec renamed() {
    return with(NamedStacks.present(name), transition);
  }

  /**
   * Checks what can be checked before any data is read.
   *
   * @param kind the examples that the network is to read
   * @return the same with the qualified name of a class and the transition, so that later runs mean
   *     the same
   * @throws IllegalArgumentException if there is no network of that name, it needs more than a
   *     width, or it or the layout does not take such examples
   */
  public NetworkSpec checked(ExampleKind kind) {
    StackChoice choice = StackChoice.of(name);
    Transition needed = kind.layout(choice, layout).transition(choice.stack());
    requireStem(kind);
    return with(choice.name(), transition == null ? needed : transition);
  }

  /** One block of each stack tells whether the stem may have another width. */
  private void requireStem(ExampleKind kind) {
    if (stemWidth != null) {
      try {
        new NetworkSpec(name, widths, List.of(1), layout, transition, stemWidth).sketch(kind);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("--stem-width: " + e.getMessage(), e);
      }
    }
  }

  /**
   * Compares the size of the network with the memory of this machine.
   *
   * @param engine is started only for a network that is close to the limits of this machine
   * @throws IllegalArgumentException if the network is too large
   */
  public void requireFits(EngineSpec engine) {
    NetworkDemand.of(this).requireFits(MachineMemory.ofThisMachine(), engine);
  }

  /** Checks the sizes of a network that was read from a file. */
  void requirePositive() {
    if (Stream.of(widths, blocks).flatMap(List::stream).anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "network.widths is %s and network.blocks %s".formatted(widths, blocks));
    }
    if (stemWidth != null && stemWidth < 1) {
      throw new IllegalArgumentException("network.stemWidth is " + stemWidth);
    }
    if (survival != null && !(survival > 0 && survival <= 1)) {
      throw new IllegalArgumentException("network.survival is " + survival);
    }
  }

  /**
   * Returns how many sub-nets of their own each further block of a stack has: as many as the scheme
   * has stages, or none if blocks share them.
   */
  public static int subNetsOfBlock(String name) {
    StackFactory stack = StackChoice.of(name).stack();
    return stack.create(2, 32).subNets().size() - stack.create(1, 32).subNets().size();
  }

  /** Returns a new network of images for so many classes. */
  public Network create(int classes) {
    StackChoice choice = StackChoice.of(name);
    return builder(classes, choice, layout == null ? choice.layout() : layout).build();
  }

  /**
   * Returns a new network.
   *
   * @param kind the examples that it reads
   * @param tokens the number of different tokens of texts; 0 for other examples
   */
  Network create(int classes, ExampleKind kind, int tokens) {
    StackChoice choice = StackChoice.of(name);
    return builder(classes, choice, kind.layout(choice, layout)).optVocabulary(tokens).build();
  }

  /** Returns the names of the parts of such a network. */
  public List<String> parts(ExampleKind kind) {
    return NetworkParts.names(sketch(kind));
  }

  /** Returns whether such a network has batch normalisations. */
  public boolean normalisesBatches(ExampleKind kind) {
    return sketch(kind).getParameters().values().stream()
        .anyMatch(parameter -> parameter.getType() == Parameter.Type.RUNNING_MEAN);
  }

  /** Returns a network that is only looked at. */
  private Network sketch(ExampleKind kind) {
    return create(2, kind, kind == ExampleKind.TEXTS ? 1 : 0);
  }

  private Network.Builder builder(int classes, StackChoice choice, Layout used) {
    return Network.builder()
        .setClasses(classes)
        .setWidths(widths.stream().mapToInt(Integer::intValue).toArray())
        .setBlocks(blocks.stream().mapToInt(Integer::intValue).toArray())
        .setStack(choice.stack())
        .optStemWidth(stemWidth == null ? 0 : stemWidth)
        .optSurvival(survival == null ? 1 : survival)
        .optInitialLaw(initialLaw == null ? InitialLaw.HE_FAN_IN : initialLaw)
        .optLayout(used)
        .optTransition(transition == null ? earlierTransition(choice, used) : transition);
  }

  /** Returns the transition that a job without one was saved with. */
  private static Transition earlierTransition(StackChoice choice, Layout used) {
    Transition needed = used.transition(choice.stack());
    return needed == Transition.SHORTCUT_PREACTIVATION ? Transition.SHORTCUT_PROJECTION : needed;
  }

  /** Adds the option that gives the sub-nets another kind of input. */
  IllegalArgumentException withRemedy(ShapeChangedException e) {
    return new IllegalArgumentException(
        e.getMessage()
            + " If it takes tokens (batch, tokens, width), give --layout PATCHES; for images"
            + " (batch, channels, height, width), CIFAR or IMAGENET.",
        e);
  }
}
