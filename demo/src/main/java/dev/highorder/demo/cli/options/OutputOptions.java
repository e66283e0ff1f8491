package dev.highorder.demo.cli.options;

import dev.highorder.demo.cli.training.Output;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that choose where a training run leaves its results. */
public final class OutputOptions {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Directory of the saved classifier. Curves and checkpoints go into DIR-training beside"
              + " it.",
      defaultValue = "classifier")
  private Path out;

  @Option(
      names = "--overwrite",
      description = "Replace the classifier and the training run that are there already.")
  private boolean overwrite;

  @Option(
      names = "--samples",
      paramLabel = "DIR",
      description = "Write one test image of each class there, to try classify with.")
  private Path samples;

  /** Returns the output that was asked for. */
  public Output spec() {
    return new Output(Paths.absolute(out), overwrite, Paths.absolute(samples));
  }
}
