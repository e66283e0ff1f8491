package dev.highorder.demo.cli.training;

import dev.highorder.training.TrainingRun;
import java.util.Locale;

/** The warning that a network has learned nothing that its evaluation shows. */
final class GuessingWarning {

  /** The exit code of a training run that ended no better than guessing. */
  private static final int EXIT_CODE = 4;

  private GuessingWarning() {}

  /** Prints the warning if it is due, and returns the exit code of the run. */
  static int print(TrainingRun run) {
    if (!run.isNoBetterThanGuessing()) {
      return 0;
    }
    System.err.printf(
        Locale.ROOT,
        "The saved classifier is no better than guessing: it names the class of %.1f%% of %s test"
            + " examples, and the most frequent class alone is %.1f%%. Train longer, or begin anew"
            + " with a lower --lr, with --clip or with a --warm-up.%n",
        100 * run.result().validation().accuracy(),
        run.guessing().examples(),
        100 * run.guessing().accuracy());
    return EXIT_CODE;
  }
}
