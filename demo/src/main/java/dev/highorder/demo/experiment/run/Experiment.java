package dev.highorder.demo.experiment.run;

import java.util.HashSet;
import java.util.List;

/**
 * A comparison of trainings, as a value: each arm is trained with the same seeds, hence with the
 * same order of the same images, and networks of the same parameters begin with the same ones.
 *
 * @param name a short name, for lines of progress
 * @param arms what is compared, each with a title of its own
 * @param seeds the number of seeds, which are 1, 2 and so on
 */
public record Experiment(String name, List<Arm> arms, int seeds) {

  /** Copies the list. */
  public Experiment {
    arms = List.copyOf(arms);
    if (seeds < 1) {
      throw new IllegalArgumentException(
          "The experiment %s has %s seeds. Give at least 1.".formatted(name, seeds));
    }
    if (new HashSet<>(arms.stream().map(Arm::title).toList()).size() != arms.size()) {
      throw new IllegalArgumentException(
          "Two arms of the experiment %s have the same title. Give each its own.".formatted(name));
    }
  }
}
