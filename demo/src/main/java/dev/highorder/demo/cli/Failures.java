package dev.highorder.demo.cli;

import ai.djl.engine.EngineException;
import dev.highorder.demo.cli.output.FailureText;
import dev.highorder.demo.cli.training.Interruption;
import dev.highorder.demo.cli.training.InvalidPaths;
import dev.highorder.demo.cli.training.TrainingDirectory;
import dev.highorder.demo.experiment.run.ExperimentStoppedException;
import dev.highorder.engine.EngineUnavailableException;
import dev.highorder.source.DataSetException;
import dev.highorder.text.ForeignText;
import dev.highorder.training.TrainingStoppedException;
import dev.highorder.training.callback.ArrayLeakException;
import dev.highorder.training.callback.TrainingDivergedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The messages and exit codes of exceptions. */
public final class Failures
    implements CommandLine.IExecutionExceptionHandler, CommandLine.IExitCodeExceptionMapper {

  /** The exit code of a verb that failed. */
  public static final int FAILED = 1;

  /** The exit code of a wrong option or argument. */
  public static final int USAGE = 2;

  /** The exit code of a missing engine or library, or of too little memory. */
  public static final int ENVIRONMENT = 3;

  @Override
  public int handleExecutionException(
      Exception e, CommandLine command, CommandLine.ParseResult result) {
    PrintWriter err = command.getErr();
    Optional<String> explanation = explanation(e);
    if (explanation.isPresent()) {
      err.println(errorText(explanation.get(), command));
      remedies(e, command).forEach(err::println);
    } else {
      err.println(errorText(traceOf(e), command));
    }
    err.flush();
    return getExitCode(e);
  }

  /** Messages contain names from files and users. */
  private static Object errorText(String message, CommandLine command) {
    return command.getColorScheme().errorText(ForeignText.showMessage(message));
  }

  /** Of a fault of the program itself, the place is worth more than its message. */
  private static String traceOf(Exception e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    return trace.toString().replace("\r", "");
  }

  /** Returns what to print of an exception; empty if only a stack trace tells enough. */
  private static Optional<String> explanation(Exception e) {
    if (e instanceof InvalidPathException path) {
      return Optional.of(InvalidPaths.explain(path));
    }
    if (e instanceof EngineException) {
      return Optional.of(engineFault(e));
    }
    if (e instanceof IllegalArgumentException && e.getMessage() == null) {
      return Optional.empty(); // not one of ours
    }
    boolean isExplained =
        e instanceof IOException
            || e instanceof IllegalArgumentException
            || e instanceof EngineUnavailableException
            || e instanceof UncheckedIOException
            || e instanceof TrainingDivergedException
            || e instanceof ArrayLeakException
            || e instanceof TrainingStoppedException
            || e instanceof ExperimentStoppedException;
    return isExplained ? Optional.of(FailureText.of(e)) : Optional.empty();
  }

  /** An engine's message has a first line that tells what happened, and a trace of its own code. */
  private static String engineFault(Exception e) {
    String reason = FailureText.ofInnermost(e).lines().findFirst().orElse("").strip();
    return "The engine failed: %s%s Try a smaller network or batch, or run doctor."
        .formatted(reason, reason.endsWith(".") ? "" : ".");
  }

  /** Returns what the command line has against a failure, a line for each. */
  private static List<String> remedies(Exception e, CommandLine command) {
    if (e instanceof TrainingStoppedException stopped) {
      return stopped
          .checkpoint()
          .map(TrainingDirectory::of)
          .map(training -> "Continue with: resume " + ForeignText.show(training.path()))
          .stream()
          .toList();
    }
    if (!(e instanceof DataSetException fault)) {
      return List.of();
    }
    return Stream.of(DataSetException.Cure.values())
        .filter(fault.cures()::contains)
        .map(Failures::option)
        .filter(option -> hasOption(command, option.name()))
        .map(option -> option.name() + option.effect())
        .toList();
  }

  /** An option of the command line. */
  private record CuringOption(String name, String effect) {}

  private static CuringOption option(DataSetException.Cure cure) {
    return switch (cure) {
      case SKIP_BAD_IMAGES -> new CuringOption("--bad-images", " skip leaves such files out.");
      case SCALE -> new CuringOption("--size", " SIDE brings all images to one size.");
      case LIMIT -> new CuringOption("--limit", " N reads at most N images of each class.");
      case HOLDOUT ->
          new CuringOption("--holdout", " 0.2 withholds a fifth of each class as the test set.");
    };
  }

  private static boolean hasOption(CommandLine command, String option) {
    return command.getCommandSpec().findOption(option) != null;
  }

  /**
   * Prints an error of Java itself, which picocli does not catch.
   *
   * @param program the program that was run
   * @return the exit code
   */
  public static int printError(Error e, CommandLine program) {
    if (e instanceof OutOfMemoryError) {
      System.err.println(outOfMemory(e, program));
      return ENVIRONMENT;
    }
    if (e instanceof StackOverflowError) {
      System.err.println(
          "Java's stack is used up: the input is nested too deeply. Give a larger one with -Xss.");
      return ENVIRONMENT;
    }
    if (e instanceof LinkageError) {
      System.err.printf(
          "A class or library cannot be loaded: %s. Run doctor.%n",
          ForeignText.showMessage(FailureText.ofInnermost(e)));
      return ENVIRONMENT;
    }
    e.printStackTrace();
    return FAILED;
  }

  private static String outOfMemory(Error e, CommandLine program) {
    String reason = FailureText.ofInnermost(e);
    String remedy = "Close other programs, or use a machine with more.";
    if (reason.contains("heap")
        || reason.contains("GC overhead")
        || reason.contains("array size")) {
      boolean readsImages =
          Optional.ofNullable(program.getParseResult())
              .map(CommandLine.ParseResult::subcommand)
              .map(verb -> verb.commandSpec().findOption("--limit"))
              .isPresent();
      remedy = "Give it more with -Xmx" + (readsImages ? ", or fewer images with --limit." : ".");
    } else if (reason.contains("native thread")) {
      remedy = "The system allows no more threads: see ulimit -u, or the limit of the container.";
    }
    return "Java ran out of memory: %s. %s".formatted(reason, remedy);
  }

  @Override
  public int getExitCode(Throwable e) {
    if (e instanceof EngineUnavailableException) {
      return ENVIRONMENT;
    }
    if (e instanceof TrainingStoppedException || e instanceof ExperimentStoppedException) {
      return Interruption.EXIT_CODE;
    }
    return e instanceof IllegalArgumentException || e instanceof CommandLine.ParameterException
        ? USAGE
        : FAILED;
  }
}
