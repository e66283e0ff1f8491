package dev.highorder.demo.experiment.run;

/** Thrown when experiments were stopped between two runs. All results so far are in the folder. */
public final class ExperimentStoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ExperimentStoppedException() {
    super("The experiments were stopped. Start the same command again to continue.");
  }
}
