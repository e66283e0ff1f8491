package dev.highorder.demo;

import dev.highorder.demo.cli.BenchCommand;
import dev.highorder.demo.cli.ClassifyCommand;
import dev.highorder.demo.cli.DoctorCommand;
import dev.highorder.demo.cli.EvaluateCommand;
import dev.highorder.demo.cli.Failures;
import dev.highorder.demo.cli.ReproduceCommand;
import dev.highorder.demo.cli.ResumeCommand;
import dev.highorder.demo.cli.SchemesCommand;
import dev.highorder.demo.cli.TrainCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line {@code highorder}: one class for each verb. */
@Command(
    name = "highorder",
    description = "Trains and runs networks whose blocks are Runge-Kutta methods.",
    mixinStandardHelpOptions = true,
    versionProvider = DoctorCommand.Version.class,
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      TrainCommand.class,
      ResumeCommand.class,
      EvaluateCommand.class,
      ClassifyCommand.class,
      SchemesCommand.class,
      ReproduceCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:wrong usage",
      "3:the environment lacks something, see doctor",
      "130:interrupted"
    })
public final class HighOrderCli {

  private HighOrderCli() {}

  /** Runs a verb and exits with its code. */
  public static void main(String[] args) {
    // Images are drawn in memory; a stale DISPLAY must not get in the way.
    System.setProperty("java.awt.headless", "true");
    System.exit(run(args));
  }

  /** Runs a verb and returns its exit code. */
  public static int run(String... args) {
    Failures failures = new Failures();
    try {
      return commandLine(failures).execute(args);
    } catch (OutOfMemoryError e) {
      System.err.println(
          "Java's memory is used up: "
              + e.getMessage()
              + ". Give it more with -Xmx, or use --limit.");
      return Failures.ENVIRONMENT;
    }
  }

  private static CommandLine commandLine(Failures failures) {
    return new CommandLine(new HighOrderCli())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(failures)
        .setExitCodeExceptionMapper(failures);
  }
}
