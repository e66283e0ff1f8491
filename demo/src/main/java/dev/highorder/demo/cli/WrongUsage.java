package dev.highorder.demo.cli;

import dev.highorder.text.ForeignText;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The message of a command line that cannot be parsed: what is wrong, and where help is. */
public final class WrongUsage implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine verb = e.getCommandLine();
    String message = ForeignText.showMessage(LongArguments.cut(e.getMessage(), List.of(arguments)));
    verb.getErr().println(verb.getColorScheme().errorText(message));
    misspelt(e).forEach(option -> verb.getErr().println(unknown(option)));
    UnmatchedArgumentException.printSuggestions(e, verb.getErr());
    verb.getErr().println("Run '" + verb.getCommandSpec().qualifiedName() + " --help' for help.");
    verb.getErr().flush();
    return Failures.USAGE;
  }

  /** A misspelt option takes its value from the arguments, so that one of them seems to lack. */
  private static List<String> misspelt(ParameterException e) {
    return e instanceof MissingParameterException
        ? e.getCommandLine().getUnmatchedArguments().stream()
            .filter(argument -> argument.startsWith("-"))
            .toList()
        : List.of();
  }

  private static String unknown(String option) {
    return "There is no option '%s'.".formatted(ForeignText.show(option));
  }
}
