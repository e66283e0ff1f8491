package dev.highorder.network;

import ai.djl.nn.Block;
import dev.highorder.stack.HighOrderStack;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The settings of a network as its builder has them, and what follows from them.
 *
 * @param widths the width of each stack, or that of the first one
 * @param blocks the number of blocks of each stack, or one number for all
 * @param stemWidth the width of the stem, or 0 for that of the first stack
 * @param vocabulary the number of different tokens, or 0
 * @param transition null for the default
 * @param survival the probability with which the last block survives a training pass, or 1
 * @param initialLaw the law of the weights with which a training run begins
 */
@SuppressWarnings("ArrayRecordComponent") // plans are not compared
record NetworkPlan(
    int classes,
    int[] widths,
    int[] blocks,
    int stemWidth,
    StackFactory stack,
    Layout layout,
    int vocabulary,
    Transition transition,
    double survival,
    InitialLaw initialLaw) {

  /** The number by which a transition divides height and width. */
  private static final int TRANSITION_STRIDE = 2;

  /**
   * Checks that a network can be built.
   *
   * @throws IllegalArgumentException if a value is missing or out of range, or two do not fit
   */
  void check() {
    if (classes < 2) {
      throw new IllegalArgumentException(
          "A network needs at least 2 classes, not " + classes + ". Call setClasses.");
    }
    if (stack == null) {
      throw new IllegalArgumentException(
          "A network needs a stack. Call setStack, for example with MyNetRk4::withBlocks.");
    }
    if (vocabulary < 0 || layout == Layout.TOKENS != vocabulary > 0) {
      throw new IllegalArgumentException(
          "The vocabulary has %s tokens, and the layout is %s. Call optVocabulary for the layout TOKENS, and for no other."
              .formatted(vocabulary, layout));
    }
    if (!layout.takes(resolvedTransition())) {
      throw new IllegalArgumentException(
          "The transition %s does not join stacks of the layout %s. Use %s."
              .formatted(transition, layout, layout.transition(stack)));
    }
    requirePositive("widths", widths);
    requirePositive("blocks", blocks);
    if (widths.length != blocks.length && widths.length != 1 && blocks.length != 1) {
      throw new IllegalArgumentException(
          "%s widths %s and %s numbers of blocks %s do not fit. Give one of each for every stack."
              .formatted(
                  widths.length, Arrays.toString(widths), blocks.length, Arrays.toString(blocks)));
    }
    checkShortcuts();
    if (!(survival > 0 && survival <= 1)) {
      throw new IllegalArgumentException(
          "The last block cannot survive a training pass with probability %s. Give optSurvival a number above 0, at most 1."
              .formatted(survival));
    }
  }

  private static void requirePositive(String name, int[] values) {
    if (values.length == 0 || Arrays.stream(values).anyMatch(value -> value < 1)) {
      throw new IllegalArgumentException(
          "%s must be one or more numbers of at least 1, not %s."
              .formatted(name, Arrays.toString(values)));
    }
  }

  private void checkShortcuts() {
    if (stemWidth < 0) {
      throw new IllegalArgumentException(
          "The stem cannot have the width %s. Give optStemWidth at least 1, or leave it out."
              .formatted(stemWidth));
    }
    boolean stemChanges = stemWidth > 0 && stemWidth != widths[0];
    if (stemChanges && !resolvedTransition().isShortcut()) {
      throw new IllegalArgumentException(
          "The stem has the width %s and the first stack %s, but the transition %s is no shortcut. Choose one whose name begins with SHORTCUT, or equal widths."
              .formatted(stemWidth, widths[0], resolvedTransition()));
    }
    boolean changes = stemChanges || (resolvedTransition().isShortcut() && stackCount() > 1);
    if (changes && !stack.changesShape()) {
      throw new IllegalArgumentException(
          "The transition %s is a shortcut within the first block of a stack, but these stacks take none. Stack a sub-net with a @Stride by a Runge-Kutta scheme or PolyNet and call setStack with withBlocks and withShapeChange, or choose a transition whose name does not begin with SHORTCUT."
              .formatted(resolvedTransition()));
    }
  }

  /** Returns the transition, or the default one of these stacks and this layout. */
  Transition resolvedTransition() {
    return Optional.ofNullable(transition).orElseGet(() -> layout.transition(stack));
  }

  /** Returns the width of the stem's output. */
  int resolvedStemWidth() {
    return stemWidth == 0 ? widths[0] : stemWidth;
  }

  /** Returns a new transition before a stack, which is counted from 0. */
  Block newTransition(int index) {
    return resolvedTransition().create(resolvedWidths().get(index), TRANSITION_STRIDE);
  }

  /** Returns a new stack, which is counted from 0. */
  HighOrderStack newStack(int index) {
    int width = resolvedWidths().get(index);
    int blocks = resolvedBlocks().get(index);
    boolean keepsShape =
        index == 0 ? width == resolvedStemWidth() : !resolvedTransition().isShortcut();
    HighOrderStack created =
        keepsShape
            ? stack.create(blocks, width)
            : stack.create(
                resolvedTransition().change(width, index == 0 ? 1 : TRANSITION_STRIDE),
                blocks,
                width);
    created.survive(survivals(index));
    return created;
  }

  /** Returns the stacks among the parts of a network. */
  static List<HighOrderStack> stacksOf(List<Block> parts) {
    return parts.stream()
        .filter(HighOrderStack.class::isInstance)
        .map(HighOrderStack.class::cast)
        .toList();
  }

  private int stackCount() {
    return Math.max(widths.length, blocks.length);
  }

  /** Returns the width of each stack. */
  List<Integer> resolvedWidths() {
    return IntStream.range(0, stackCount())
        .mapToObj(i -> widths.length == 1 ? Math.multiplyExact(widths[0], 1 << i) : widths[i])
        .toList();
  }

  /** Returns the number of blocks of each stack. */
  List<Integer> resolvedBlocks() {
    return IntStream.range(0, stackCount())
        .mapToObj(i -> blocks.length == 1 ? blocks[0] : blocks[i])
        .toList();
  }

  /**
   * Returns the probability with which each block of a stack, counted from 0, survives a training
   * pass: the last block of all has the given one, and block l of L has {@code 1 - l / L (1 -
   * survival)}.
   */
  List<Double> survivals(int stack) {
    List<Integer> all = resolvedBlocks();
    double blocks = all.stream().mapToInt(Integer::intValue).sum();
    int before = all.subList(0, stack).stream().mapToInt(Integer::intValue).sum();
    return IntStream.rangeClosed(before + 1, before + all.get(stack))
        .mapToObj(block -> 1 - block / blocks * (1 - survival))
        .toList();
  }
}
