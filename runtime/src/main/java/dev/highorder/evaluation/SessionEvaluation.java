package dev.highorder.evaluation;

import ai.djl.ndarray.types.Shape;
import dev.highorder.backend.InferenceSession;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.ExampleEncoder;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.evaluation.ClassificationReport.PredictionCounts;

/** An evaluation of a network that is no block of DJL: numbers go in, and logits come out. */
final class SessionEvaluation {

  private final InferenceSession session;
  private final ExampleDataset dataset;
  private final ExampleSet examples;
  private final ExampleEncoder encoder;
  private final int classes;
  private final PredictionCounts counts;
  private double loss;
  private int right;

  SessionEvaluation(InferenceSession session, ExampleDataset dataset) {
    this.session = session;
    this.dataset = dataset;
    examples = dataset.examples();
    encoder = examples.encoder(dataset.format());
    classes = examples.classes().size();
    counts = new PredictionCounts(examples.classes());
  }

  /** Runs all batches. */
  ClassificationReport report() {
    for (int begin = 0; begin < examples.size(); begin += dataset.batchSize()) {
      add(begin, Math.min(dataset.batchSize(), examples.size() - begin));
    }
    int n = examples.size();
    return counts.report(new Evaluation(n, loss / n, (double) right / n));
  }

  private void add(int begin, int count) {
    Shape shape = new Shape(count).addAll(dataset.format().shape());
    float[] numbers = new float[Math.toIntExact(shape.size())];
    long[] labels = new long[count];
    for (int i = 0; i < count; i++) {
      encoder.encode(begin + i, 0, numbers, i * (numbers.length / count));
      labels[i] = examples.label(begin + i);
    }
    float[] logits = session.logits(numbers, shape.getShape());
    float[] probabilities = new float[logits.length];
    for (int i = 0; i < count; i++) {
      add(logits, i * classes, (int) labels[i], probabilities);
    }
    counts.add(probabilities, labels);
  }

  /** Adds one example: softmax, cross entropy, and whether the largest logit is the right one. */
  private void add(float[] logits, int begin, int label, float[] probabilities) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = logits[begin + c] > logits[begin + best] ? c : best;
    }
    double largest = logits[begin + best];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Math.exp(logits[begin + c] - largest);
    }
    for (int c = 0; c < classes; c++) {
      probabilities[begin + c] = (float) (Math.exp(logits[begin + c] - largest) / sum);
    }
    loss += Math.log(sum) + largest - logits[begin + label];
    right += best == label ? 1 : 0;
  }
}
