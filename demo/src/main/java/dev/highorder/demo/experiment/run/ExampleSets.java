package dev.highorder.demo.experiment.run;

import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.input.ImageFormat;
import java.util.HashMap;
import java.util.Map;

/**
 * The images of experiments, of which each training takes the first of every class. All are
 * normalised by the mean and deviation of the whole training set.
 */
public final class ExampleSets {

  private final LabelledImages training;
  private final LabelledImages test;
  private final ImageFormat format;
  private final Map<LabelledImages, Map<Integer, Part>> parts = new HashMap<>();

  /** Some images and their digest, which is computed once. */
  record Part(LabelledImages images, String sha256) {}

  /** Takes the images. */
  public ExampleSets(LabelledImages training, LabelledImages test) {
    this.training = training;
    this.test = test;
    format = training.measuredFormat();
  }

  Part training(int count) {
    return part(training, count);
  }

  Part test(int count) {
    return part(test, count);
  }

  private Part part(LabelledImages all, int count) {
    return parts
        .computeIfAbsent(all, set -> new HashMap<>())
        .computeIfAbsent(
            Math.min(count, all.size()),
            size -> {
              LabelledImages some = size == all.size() ? all : all.first(size);
              return new Part(some, some.sha256());
            });
  }

  /** Returns all training images. */
  public LabelledImages allTraining() {
    return training;
  }

  /** Returns all test images. */
  public LabelledImages allTest() {
    return test;
  }

  ImageFormat format() {
    return format;
  }

  /** Returns a description of the images for people. */
  public String description() {
    return "%s training images and %s test images of %sx%s pixels in %s classes (%s)"
        .formatted(
            training.size(),
            test.size(),
            training.height(),
            training.width(),
            training.classes().size(),
            training.description());
  }
}
