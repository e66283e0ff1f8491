package dev.highorder.demo.cli;

import dev.highorder.demo.cli.training.Interruption;
import dev.highorder.engine.EngineUnavailableException;
import dev.highorder.training.TrainingStoppedException;
import dev.highorder.training.callback.ArrayLeakException;
import dev.highorder.training.callback.TrainingDivergedException;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    boolean explained =
        e instanceof IOException
            || e instanceof IllegalArgumentException
            || e instanceof EngineUnavailableException
            || e instanceof UncheckedIOException
            || e instanceof TrainingDivergedException
            || e instanceof ArrayLeakException
            || e instanceof TrainingStoppedException;
    if (explained) {
      command.getErr().println(command.getColorScheme().errorText(e.getMessage()));
    } else {
      command.getErr().println(command.getColorScheme().richStackTraceString(e));
    }
    command.getErr().flush();
    return getExitCode(e);
  }

  @Override
  public int getExitCode(Throwable e) {
    if (e instanceof EngineUnavailableException) {
      return ENVIRONMENT;
    }
    if (e instanceof TrainingStoppedException) {
      return Interruption.EXIT_CODE;
    }
    return e instanceof IllegalArgumentException || e instanceof CommandLine.ParameterException
        ? USAGE
        : FAILED;
  }
}
