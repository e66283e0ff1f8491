package dev.highorder.demo.cli;

import dev.highorder.text.ForeignText;
import java.util.List;

/** Long arguments in messages: whoever put a message together, no value makes it unreadable. */
final class LongArguments {

  private LongArguments() {}

  /**
   * Cuts every long argument that a message repeats.
   *
   * @param arguments the arguments of the command line, options and values
   */
  static String cut(String message, List<String> arguments) {
    String cut = message;
    for (String argument : arguments) {
      cut = cut(cut, argument);
      cut = cut(cut, argument.substring(argument.indexOf('=') + 1));
    }
    return cut;
  }

  private static String cut(String message, String value) {
    return value.length() > ForeignText.MAX_LENGTH
        ? message.replace(value, ForeignText.show(value))
        : message;
  }
}
