package dev.highorder.scheme;

import dev.highorder.Scheme;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The schemes without a tableau, one value each, named as its constant of {@link Scheme}. Their
 * blocks depend on no coefficients, so the runtime computes them, and generated classes only choose
 * a base class.
 */
@SuppressWarnings("ImmutableEnumChecker") // records of strings and numbers are immutable
public enum FormulaWiring implements Wiring {

  /** The reversible residual network. */
  REVNET(
      new SchemeFacts("reversible residual network", 1, "Gomez et al. 2017; Table 1 of the paper"),
      "ReversibleStack",
      "k1 = F1(x2); y1 = x1 + k1; k2 = F2(y1); y2 = x2 + k2",
      "x1 and x2 are the halves of the channels: each sub-net acts on one of them, and the\n"
          + "number of channels is even.",
      new Cost(1, 0, 1)), // two additions of half the channels

  /** PolyNet of degree 2. */
  POLYNET2(
      new SchemeFacts("PolyNet second-degree", 1, "Zhang et al. 2017; Table 1 of the paper"),
      "PolynomialStack",
      "k1 = F1(x); k2 = F2(k1); y = x + k1 + k2",
      "",
      new Cost(2, 0, 1)),

  /** PolyNet of degree 3. */
  POLYNET3(
      new SchemeFacts("PolyNet third-degree", 1, "Zhang et al. 2017"),
      "PolynomialStack",
      "k1 = F1(x); k2 = F2(k1); k3 = F3(k2); y = x + k1 + k2 + k3",
      "",
      new Cost(3, 0, 1)),

  /** PolyNet's 2-way. */
  POLYNET_2WAY(
      new SchemeFacts("PolyNet 2-way", 1, "Zhang et al. 2017"),
      "ParallelStack",
      "k1 = F1(x); k2 = F2(x); y = x + k1 + k2",
      "The sub-nets are side by side: the longest path through a block is that of one sub-net.",
      new Cost(2, 0, 1)), // while F2 runs: the sum, and x, which it reads

  /** PolyNet's 3-way. */
  POLYNET_3WAY(
      new SchemeFacts("PolyNet 3-way", 1, "Zhang et al. 2017"),
      "ParallelStack",
      "k1 = F1(x); k2 = F2(x); k3 = F3(x); y = x + k1 + k2 + k3",
      "The sub-nets are side by side: the longest path through a block is that of one sub-net.",
      new Cost(3, 0, 2)), // while F2 runs: the sum, and x, which F3 reads too

  /** The linear multistep network. */
  LM_RESNET(
      new SchemeFacts("linear multistep", 1, "Lu et al. 2018; Table 1 of the paper"),
      "MultistepStack",
      "k1 = F1(x); y = (1 - c) x + c p + k1",
      "p is the input of the block before, c a trained parameter of the block. The first block,\n"
          + "which has no p, has c = 0.",
      new Cost(3, 1, 2)), // x and p are alive

  /** Leapfrog. */
  LEAPFROG(
      new SchemeFacts("leapfrog", 2, "Ruthotto and Haber 2020; Table 1 of the paper"),
      "LeapfrogStack",
      "k1 = F1(x); y = 2 x - p + h k1",
      "p is the input of the block before; the first block has p = x.",
      new Cost(3, 0, 2)); // x and p are alive

  private record Cost(int additions, int multiplications, int liveTensors) {}

  private final SchemeFacts facts;
  private final String baseClass;
  private final String text;
  private final String note;
  private final Cost cost;

  FormulaWiring(SchemeFacts facts, String baseClass, String text, String note, Cost cost) {
    this.facts = facts;
    this.baseClass = baseClass;
    this.text = text;
    this.note = note;
    this.cost = cost;
  }

  /** Returns the wiring of a scheme by the name of its constant; empty if it has none. */
  public static Optional<FormulaWiring> of(String scheme) {
    return Arrays.stream(values()).filter(wiring -> wiring.name().equals(scheme)).findFirst();
  }

  /** Returns the scheme's title, order and source. */
  public SchemeFacts facts() {
    return facts;
  }

  /**
   * Returns the reason why a block must return its sum as it is, without an activation after it, as
   * the end of a sentence about the scheme; empty if it need not.
   */
  public Optional<String> needsPlainSum() {
    return switch (this) {
      case REVNET -> Optional.of("which computes the input of a block from its output");
      case LEAPFROG -> Optional.of("whose difference of two states is a velocity, of either sign");
      case POLYNET2, POLYNET3, POLYNET_2WAY, POLYNET_3WAY, LM_RESNET -> Optional.empty();
    };
  }

  @Override
  public OptionalInt provenOrder() {
    return OptionalInt.empty();
  }

  @Override
  public int stages() {
    return (int) formulas().stream().filter(formula -> formula.contains("F")).count();
  }

  @Override
  public List<String> formulas() {
    return List.of(text.split("; ", -1));
  }

  @Override
  public String note() {
    return note;
  }

  @Override
  public int additions() {
    return cost.additions();
  }

  @Override
  public int multiplications() {
    return cost.multiplications();
  }

  @Override
  public int liveTensors() {
    return cost.liveTensors();
  }

  @Override
  public Optional<Schedule> schedule() {
    return Optional.empty();
  }

  @Override
  public Optional<Stability> stability() {
    return Optional.empty();
  }

  @Override
  public String baseClass() {
    return baseClass;
  }

  @Override
  public boolean halvesChannels() {
    return this == REVNET;
  }

  @Override
  public boolean changesShape() {
    return this == POLYNET2 || this == POLYNET3;
  }

  @Override
  public boolean squaresStepSize() {
    return this == LEAPFROG;
  }

  @Override
  public String text() {
    return text;
  }
}
