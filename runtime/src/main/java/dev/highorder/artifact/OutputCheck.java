package dev.highorder.artifact;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.highorder.backend.InferenceSession;
import dev.highorder.input.InputFormat;
import dev.highorder.network.Network;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A check that a loaded network computes what the saved one computed: the logits of two inputs that
 * are always the same. Sub-nets with the same tensors may compute different things, such as tanh
 * and ReLU, and no name or shape in a file shows it.
 *
 * @param logits the logits of the saved network: one for each class, for one input after the other
 */
public record OutputCheck(List<Float> logits) {

  /**
   * The largest difference of a logit, relative to the largest logit. Threads, CPUs, engines and
   * compiled graphs change the order of additions, which moves logits by less than a thousandth.
   * Convolutions of newer GPUs round their inputs to 11 bits, which moves the logits of a deep
   * network by a few thousandths. Another activation, scheme or layer moves them by tenths.
   */
  static final double TOLERANCE = 0.01;

  /**
   * Noise and its negative. A stem with ReLU may let nothing of one of them through, so that the
   * logits say nothing about the sub-nets; then it lets the other one through.
   */
  static final int EXAMPLES = 2;

  private static final long SEED = 1;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if it is missing or has gaps
   */
  public OutputCheck {
    if (logits == null || logits.isEmpty() || logits.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("check.logits is missing or has gaps");
    }
    logits = List.copyOf(logits);
  }

  /**
   * Runs a network on the fixed inputs, twice.
   *
   * @param example the format of one example
   * @return empty if its output is zero, infinite, not a number or random, so that it says nothing
   */
  static Optional<OutputCheck> of(Network network, NDManager manager, InputFormat example) {
    OutputCheck check = new OutputCheck(run(network, manager, example));
    boolean isFinite = check.logits.stream().allMatch(logit -> Float.isFinite(logit));
    if (isFinite
        && check.largest() > 0
        && check.allows(check.difference(run(network, manager, example)))) {
      return Optional.of(check);
    }
    return Optional.empty();
  }

  /**
   * Runs a network on the fixed inputs.
   *
   * @return the difference in words, if there is one
   */
  Optional<String> differenceFrom(Network network, NDManager manager, InputFormat example) {
    double difference = difference(run(network, manager, example));
    if (allows(difference)) {
      return Optional.empty();
    }
    return Optional.of(inWords(difference));
  }

  private String inWords(double difference) {
    return String.format(
        Locale.ROOT,
        "for the same inputs its logits differ by %.2g, where the largest is %.2g",
        difference,
        largest());
  }

  /**
   * Runs a session on the fixed inputs, in batches of one size that hold them in turn.
   *
   * @param session computes the logits, by a compiled graph for example
   * @param example the format of one example
   * @param batch the batch size, at least 1
   * @return the difference in words, if there is one
   */
  public Optional<String> differenceFrom(InferenceSession session, InputFormat example, int batch) {
    float[] both = inputs(example);
    int size = both.length / EXAMPLES;
    long[] shape = new Shape(batch).addAll(example.shape()).getShape();
    // Alone in a batch, each of them needs a batch of its own.
    for (int first = 0; first < (batch == 1 ? EXAMPLES : 1); first++) {
      float[] inputs = new float[Math.multiplyExact(batch, size)];
      for (int i = 0; i < batch; i++) {
        System.arraycopy(both, (first + i) % EXAMPLES * size, inputs, i * size, size);
      }
      double difference = difference(session.logits(inputs, shape), first);
      if (!allows(difference)) {
        return Optional.of(inWords(difference));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the largest difference of the logits of a batch.
   *
   * @param first which of the fixed inputs is the first of the batch
   */
  private double difference(float[] others, int first) {
    int classes = logits.size() / EXAMPLES;
    return IntStream.range(0, others.length)
        .mapToDouble(
            i -> Math.abs(others[i] - logits.get((first * classes + i) % (EXAMPLES * classes))))
        .max()
        .orElseThrow();
  }

  /** A difference that is not a number is not allowed. */
  private boolean allows(double difference) {
    return difference <= TOLERANCE * largest();
  }

  private double largest() {
    return logits.stream().mapToDouble(logit -> Math.abs(logit)).max().orElseThrow();
  }

  private double difference(List<Float> others) {
    return IntStream.range(0, logits.size())
        .mapToDouble(i -> Math.abs(logits.get(i) - others.get(i)))
        .max()
        .orElseThrow();
  }

  private static List<Float> run(Network network, NDManager manager, InputFormat example) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray input = scope.create(inputs(example), new Shape(EXAMPLES).addAll(example.shape()));
      NDArray logits =
          network
              .forward(new ParameterStore(scope, false), new NDList(input), false)
              .singletonOrThrow();
      float[] values = logits.toFloatArray();
      return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
    }
  }

  private static float[] inputs(InputFormat example) {
    int size = Math.toIntExact(example.shape().size());
    return example.tokens() > 0 ? tokens(size, example.tokens()) : inputs(size);
  }

  /** Returns token numbers drawn at random: a negative one would mean nothing. */
  private static float[] tokens(int size, int count) {
    Random random = new Random(SEED);
    float[] values = new float[Math.multiplyExact(EXAMPLES, size)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(count);
    }
    return values;
  }

  /**
   * Returns numbers of mean 0 and variance 1, as normalised examples have, and their negatives.
   * Java specifies the algorithm of {@link Random}, so they are the same everywhere.
   *
   * @param size the number of values of one example
   */
  static float[] inputs(int size) {
    Random random = new Random(SEED);
    float[] values = new float[Math.multiplyExact(EXAMPLES, size)];
    float scale = (float) Math.sqrt(12);
    for (int i = 0; i < size; i++) {
      values[i] = scale * (random.nextFloat() - 0.5f);
      values[size + i] = -values[i];
    }
    return values;
  }
}
