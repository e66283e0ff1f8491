package dev.highorder.demo.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.highorder.demo.HighOrderCli;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real descriptors, hence a process for each. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StandardOutputTest {

  @BeforeAll
  static void requireDevices() {
    assumeTrue(Files.exists(Path.of("/dev/full")), "only Linux has a disk that is always full");
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "pipefail is bash's");
  }

  /** The exit code and the error stream. */
  private record Ended(int code, String err) {}

  /** Runs the program as {@code "$@"} of a script. */
  private static Ended run(String script) throws Exception {
    Process process =
        new ProcessBuilder(
                "/bin/bash",
                "-o",
                "pipefail",
                "-c",
                script,
                "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HighOrderCli.class.getName())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), err);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help > /dev/full",
        "--version >&-",
        "train --help > /dev/full",
        "doctor --json > /dev/full",
        "nets > /dev/full"
      })
  void lostOutputIsAFailure(String arguments) throws Exception {
    Ended ended = run("\"$@\" " + arguments);

    assertEquals(1, ended.code(), ended.err());
    assertEquals(
        "The standard output is not complete: it was closed, or its disk is full. Redirect it to"
            + " another place.\n",
        ended.err());
  }

  @Test
  void aReaderThatHasEnoughIsNone() throws Exception {
    assertEquals(new Ended(0, ""), run("\"$@\" train --help | head -1"));
    assertEquals(new Ended(0, ""), run("\"$@\" train --help | true"));
  }
}
