package dev.highorder.demo;

import dev.highorder.demo.cli.BenchCommand;
import dev.highorder.demo.cli.ClassifyCommand;
import dev.highorder.demo.cli.DoctorCommand;
import dev.highorder.demo.cli.EvaluateCommand;
import dev.highorder.demo.cli.ExportCommand;
import dev.highorder.demo.cli.Failures;
import dev.highorder.demo.cli.ImportCommand;
import dev.highorder.demo.cli.NetsCommand;
import dev.highorder.demo.cli.RecalibrateCommand;
import dev.highorder.demo.cli.ReproduceCommand;
import dev.highorder.demo.cli.ResumeCommand;
import dev.highorder.demo.cli.SchemesCommand;
import dev.highorder.demo.cli.SurfaceCommand;
import dev.highorder.demo.cli.TrainCommand;
import dev.highorder.demo.cli.TransplantCommand;
import dev.highorder.demo.cli.WrongUsage;
import dev.highorder.demo.cli.options.PathConverter;
import dev.highorder.demo.cli.output.StandardOutput;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code highorder}; each verb is a class of its own. */
@Command(
    name = "highorder",
    description = "Trains, evaluates and runs networks that are stacked by numerical schemes.",
    mixinStandardHelpOptions = true,
    versionProvider = DoctorCommand.Version.class,
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      TrainCommand.class,
      ResumeCommand.class,
      RecalibrateCommand.class,
      EvaluateCommand.class,
      ClassifyCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      NetsCommand.class,
      SchemesCommand.class,
      ReproduceCommand.class,
      SurfaceCommand.class,
      TransplantCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed, or a file that an option asked for was not written",
      "2:wrong option or argument",
      "3:engine, library or memory missing; run doctor",
      "4:trained and saved, but the classifier is no better than guessing",
      "129:ended by a closed terminal (SIGHUP); nothing was saved",
      "130:interrupted; if training had begun, resume continues",
      "143:ended by SIGTERM; nothing was saved"
    })
public final class HighOrderCli {

  private HighOrderCli() {}

  /** Runs a verb and exits with its code. */
  public static void main(String[] args) {
    // Images are drawn in memory; a stale DISPLAY must not matter.
    System.setProperty("java.awt.headless", "true");
    Locale.setDefault(Locale.ROOT); // numbers look the same on every machine
    System.exit(run(args));
  }

  /** Runs a verb and returns its exit code. */
  public static int run(String... args) {
    CommandLine program = commandLine(new Failures());
    try {
      return codeOf(program.execute(args));
    } catch (Error e) {
      return Failures.printError(e, program);
    }
  }

  /** Returns the exit code of a verb, which failed if its output is lost. */
  private static int codeOf(int code) {
    if (StandardOutput.isComplete()) {
      return code;
    }
    System.err.println(
        "The standard output is not complete: it was closed, or its disk is full. Redirect it to"
            + " another place.");
    return code == 0 ? Failures.FAILED : code;
  }

  /** Returns the parser with all verbs and options. */
  static CommandLine commandLine(Failures failures) {
    return new CommandLine(new HighOrderCli())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Path.class, new PathConverter())
        .setParameterExceptionHandler(new WrongUsage())
        .setExecutionExceptionHandler(failures)
        .setExitCodeExceptionMapper(failures);
  }
}
