package dev.highorder.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.demo.cli.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The page docs/command-line.md names the verbs, options and exit codes that the program has. */
class CommandLinePageTest {

  private final String page = read();
  private final CommandLine program = HighOrderCli.commandLine(new Failures());

  private static String read() {
    try {
      return Files.readString(Path.of("..", "docs", "command-line.md"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> matches(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String section(String heading) {
    String from = page.substring(page.indexOf("## " + heading));
    int end = from.indexOf("\n## ");
    return end < 0 ? from : from.substring(0, end);
  }

  @Test
  void namesEveryVerb() {
    assertEquals(
        new TreeSet<>(program.getSubcommands().keySet()),
        matches("(?m)^\\| `(\\w+)` \\|", section("Verbs")));
  }

  @Test
  void namesEveryOption() {
    Set<String> options = new TreeSet<>();
    program
        .getSubcommands()
        .values()
        .forEach(
            verb -> verb.getCommandSpec().options().forEach(o -> options.add(o.longestName())));
    assertEquals(options, matches("(--[a-z][a-z0-9-]*)", page));
  }

  /** The options of {@code train} are those of its section, and those of all verbs. */
  @Test
  void namesTheOptionsOfTrain() {
    Set<String> options = new TreeSet<>();
    program
        .getSubcommands()
        .get("train")
        .getCommandSpec()
        .options()
        .forEach(o -> options.add(o.longestName()));
    options.removeAll(Set.of("--json", "--help", "--version"));
    assertEquals(options, matches("(?m)^\\| `(--[a-z-]+)", section("Options of `train`")));
  }

  @Test
  void namesEveryExitCode() {
    assertEquals(
        new TreeSet<>(program.getCommandSpec().usageMessage().exitCodeList().keySet()),
        matches("(?m)^\\| (\\d+) \\|", section("Exit codes")));
  }
}
