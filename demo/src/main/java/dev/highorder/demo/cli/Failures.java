package dev.highorder.demo.cli;

import dev.highorder.engine.EngineUnavailableException;
import dev.highorder.training.TrainingStoppedException;
import dev.highorder.training.callback.ArrayLeakException;
import dev.highorder.training.callback.TrainingDivergedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;

/** Turns exceptions into messages for people and exit codes for scripts. */
public final class Failures
    implements CommandLine.IExecutionExceptionHandler, CommandLine.IExitCodeExceptionMapper {

  /** The verb could not do what was asked. */
  public static final int FAILED = 1;

  /** An option or argument is wrong. */
  public static final int USAGE = 2;

  /** An engine, a library or memory is missing. */
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
