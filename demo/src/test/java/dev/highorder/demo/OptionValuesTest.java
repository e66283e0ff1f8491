package dev.highorder.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.highorder.demo.cli.Failures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Nonsense in an option is refused before any work: each option of each verb has a row of values
 * that it must not take. The arguments name files that are not there, so that a verb that began its
 * work would fail with another exit code.
 */
@Timeout(120)
class OptionValuesTest {

  private static final String[] NO_NUMBER = {
    "", " ", "x", "NaN", "Infinity", "1e400", "0x10", "5,"
  };
  private static final String[] NO_WHOLE_NUMBER = {"1.5", "1e3", "99999999999999999999"};

  /** The values that an option must not take. */
  private static final Map<String, Set<String>> BAD = new TreeMap<>();

  static {
    String[] counts = {"--limit", "--keep-last", "--top", "--images", "--recalibrate"};
    for (String count : counts) {
      bad(count, NO_NUMBER, NO_WHOLE_NUMBER, "0", "-1", "\u0663", "2147483648");
    }
    bad("--keep-best", NO_NUMBER, NO_WHOLE_NUMBER, "-1", "2147483648");
    for (String repetitions : new String[] {"--epochs", "--patience"}) {
      bad(repetitions, NO_NUMBER, NO_WHOLE_NUMBER, "0", "-1", "2147483647");
    }
    for (String repetitions : new String[] {"--warm-up", "--telemetry"}) {
      bad(repetitions, NO_NUMBER, NO_WHOLE_NUMBER, "-1", "2147483647");
    }
    for (String size : new String[] {"--batch", "--accumulate", "--size"}) {
      bad(size, NO_NUMBER, NO_WHOLE_NUMBER, "0", "-1", "2147483647");
    }
    bad("--channels", NO_NUMBER, NO_WHOLE_NUMBER, "0", "2", "4", "-1");
    bad("--resize", "", "wide", "crop:", "crop:0", "crop:8", "crop:99999", "crop:x");
    bad("--threads", NO_NUMBER, NO_WHOLE_NUMBER, "0", "-1", "100000", "2147483647");
    for (String repetitions : new String[] {"--rounds", "--seeds", "--processes"}) {
      bad(repetitions, NO_NUMBER, NO_WHOLE_NUMBER, "0", "-1", "1001", "2147483647");
    }
    for (String number : new String[] {"--sub-nets", "--points"}) {
      bad(number, NO_NUMBER, NO_WHOLE_NUMBER, "0", "-1", "2147483647");
    }
    bad("--trained", NO_NUMBER, NO_WHOLE_NUMBER, "-1", "2147483648");
    bad("--radius", NO_NUMBER, "0", "-1", "1e39");
    bad("--sub-net", "", "x", "1");
    bad("--scale", "", "x", "1");
    bad("--checkpoint-every", NO_NUMBER, NO_WHOLE_NUMBER, "0", "-1", "9223372036854775807");
    for (String seed : new String[] {"--seed", "--holdout-seed"}) {
      bad(seed, NO_NUMBER, NO_WHOLE_NUMBER, "9223372036854775808");
    }
    for (String list : new String[] {"--width", "--blocks", "--milestones"}) {
      bad(list, NO_NUMBER, NO_WHOLE_NUMBER, "0", "-1", "2,", ",2", "2,,2", "2,0", "2 2", ",");
      bad(list, "2,".repeat(100) + "2", "2147483647");
    }
    bad("--stem-width", NO_NUMBER, NO_WHOLE_NUMBER, "0", "-1", "65537", "2147483648");
    bad("--width", "100000", "30000", "2000000000", "16,32,1000000");
    bad("--blocks", "1000000", "1,1,2147483647");
    bad("--milestones", "2,2", "2,1", "1000001");
    bad("--balance", "some", "");
    bad("--memory", "", "x", "1");
    bad("--missing", "", "x", "1");
    for (String column : new String[] {"--label", "--text", "--ignore", "--categories"}) {
      bad(column, "", " ");
    }
    for (String size : new String[] {"--vocabulary", "--length"}) {
      bad(size, NO_NUMBER, NO_WHOLE_NUMBER, "0", "-1", "2147483647");
    }

    bad("--lr", NO_NUMBER, "0", "-0.1", "1e-40", "1e-45", "1e-100", "1e39", "2e6", "0.1f", "1_0");
    for (String share : new String[] {"--momentum", "--weight-decay", "--label-smoothing"}) {
      bad(share, NO_NUMBER, "-0.1", "1", "0.999999999999", "1e-40", "1e-100", "2", "1e39");
    }
    bad("--freeze-to", "", " ", "x", "head", "stack9", "stem,stack1");
    for (String share :
        new String[] {"--average", "--factor", "--holdout", "--body-lr", "--survival"}) {
      bad(share, NO_NUMBER, "0", "-0.1", "1", "1e-40", "1e-100", "2");
    }
    bad("--clip", NO_NUMBER, "0", "-1", "1e-40", "1e-100", "1e39");
    for (String word : new String[] {"--recipe", "--schedule", "--optimizer", "--layout"}) {
      bad(word, "", " ", "x", "1", "COSINE,STEPS");
    }
    bad("--layout", "SEQUENCE", "VECTOR");
    bad("--transition", "", "x", "1");
    bad("--initial", "", "x", "1", "HE_FAN_IN,HE_FAN_OUT");
    bad("--bad-images", "", "x", "1", "refuse,skip");
    bad("--labels", "", "x", "1", "fine,coarse");
    bad("--recompute", "", "x", "1");
    bad("--net", "", " ", "x", "vgg", "vgg-rk4,vgg-euler", "x".repeat(10_000));
    bad(
        "--augment",
        "",
        " ",
        "x",
        "crop,",
        ",",
        "crop:0",
        "crop:-1",
        "crop:x",
        "crop:1:2",
        "flip:1");
    bad("--device", "", " ", ",", "cpu,", "tpu", "gpu", "gpu(-1)", "gpu(99999)", "cpu;cpu");
    bad("--engine", "", " ");
    bad("--only", "", " ");
    for (String channels : new String[] {"--mean", "--std"}) {
      bad(channels, NO_NUMBER, "0.5", "0.5,0.5", "0.5,0.5,0.5,0.5", "0.5,0.5,", "x,0.5,0.5");
      bad(channels, "-0.1,0.5,0.5", "0.5,2e6,0.5", "NaN,0.5,0.5");
    }
    bad("--classes", "", " ");
    bad("--format", "", "x", "1", "onnx,mxnet");
    bad("--uint8", "", "x", "1", "hwc");
    String[] paths = {
      "--rules",
      "--data",
      "--test",
      "--out",
      "--samples",
      "--from",
      "--preview",
      "--confusion-matrix",
      "--tokenizer"
    };
    for (String path : paths) {
      bad(path, "", "a\0b");
    }
  }

  @TempDir Path folder;

  private static void bad(String option, String[] values, String... more) {
    bad(option, values);
    bad(option, more);
  }

  private static void bad(String option, String[] values, String[] others, String... more) {
    bad(option, values);
    bad(option, others);
    bad(option, more);
  }

  private static void bad(String option, String... values) {
    BAD.computeIfAbsent(option, name -> new TreeSet<>()).addAll(List.of(values));
  }

  /** The options of all verbs that take a value, by their verbs. */
  private static Map<String, List<String>> options() {
    Map<String, List<String>> options = new TreeMap<>();
    HighOrderCli.commandLine(new Failures())
        .getSubcommands()
        .forEach(
            (verb, command) ->
                options.put(
                    verb,
                    command.getCommandSpec().options().stream()
                        .filter(option -> option.arity().max() > 0)
                        .map(OptionSpec::longestName)
                        .toList()));
    return options;
  }

  /** Returns a verb with arguments that let it begin, though it would fail. */
  private List<String> start(String verb) {
    String missing = folder.resolve("missing").toString();
    return switch (verb) {
      case "train" -> List.of(verb, "--out", missing);
      case "import" -> List.of(verb, "--from", missing, "--net", "vgg-rk4", "--out", missing);
      case "classify" -> List.of(verb, missing, missing);
      case "evaluate", "resume" -> List.of(verb, missing);
      case "recalibrate", "export" -> List.of(verb, missing, "--out", missing);
      case "bench" -> List.of(verb, "goals");
      case "reproduce" -> List.of(verb, "fig10", "--out", missing);
      default -> List.of(verb);
    };
  }

  @Test
  void everyOptionHasBadValues() {
    Set<String> all =
        options().values().stream()
            .flatMap(List::stream)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(all, new TreeSet<>(BAD.keySet()), "Add a row for a new option.");
  }

  @TestFactory
  Stream<DynamicTest> badValuesAreRefused() {
    return options().entrySet().stream()
        .flatMap(
            verb ->
                verb.getValue().stream()
                    .map(
                        option ->
                            dynamicTest(
                                verb.getKey() + " " + option,
                                () -> assertRefuses(verb.getKey(), option))));
  }

  private void assertRefuses(String verb, String option) {
    List<String> faults = new ArrayList<>();
    for (String value : BAD.get(option)) {
      List<String> arguments = new ArrayList<>(start(verb));
      arguments.removeIf(option::equals);
      arguments.add(option + "=" + value);
      if (verb.equals("train") && option.equals("--bad-images")) {
        arguments.add("--data=" + folder);
      }
      CommandLineRun run = CommandLineRun.of(arguments.toArray());
      String shown =
          value.length() > 200 ? value.substring(0, 150) : value.replace("\0", "\\u0000");
      boolean isRight =
          run.code() == 2
              && run.out().isEmpty()
              && run.err().contains(option)
              && run.err().contains(shown)
              && run.err().length() < 3000
              && !run.err().contains("\tat ");
      if (!isRight) {
        faults.add("'" + shown + "': exit code " + run.code() + ", " + run.out() + run.err());
      }
    }
    assertTrue(faults.isEmpty(), () -> String.join("\n", faults));
  }

  @TestFactory
  Stream<DynamicTest> noOptionIsTakenTwice() {
    return options().entrySet().stream()
        .flatMap(
            verb ->
                verb.getValue().stream()
                    .map(
                        option ->
                            dynamicTest(
                                verb.getKey() + " " + option,
                                () -> assertOnce(verb.getKey(), option))));
  }

  private void assertOnce(String verb, String option) {
    String value = good(option);
    List<String> arguments = new ArrayList<>(start(verb));
    if (!arguments.contains(option)) {
      arguments.add(option);
      arguments.add(value);
    }
    arguments.add(option);
    arguments.add(value);
    CommandLineRun run = CommandLineRun.of(arguments.toArray());
    assertEquals(2, run.code(), run.err());
    assertTrue(run.err().contains("option '" + option), run.err());
  }

  private static String good(String option) {
    return switch (option) {
      case "--recipe" -> "quick";
      case "--schedule" -> "steps";
      case "--optimizer" -> "sgd";
      case "--layout" -> "cifar";
      case "--transition" -> "linear";
      case "--initial" -> "he_fan_out";
      case "--bad-images" -> "skip";
      case "--labels" -> "coarse";
      case "--resize" -> "fit";
      case "--format" -> "onnx";
      case "--uint8" -> "nhwc";
      case "--recompute" -> "none";
      case "--net" -> "vgg-rk4";
      case "--augment" -> "flip";
      case "--mean", "--std" -> "0.5,0.5,0.5";
      case "--device" -> "cpu";
      case "--holdout",
          "--factor",
          "--average",
          "--momentum",
          "--weight-decay",
          "--label-smoothing",
          "--survival" ->
          "0.5";
      default -> "1";
    };
  }

  /** Each option is right by itself, but has no effect or no sense with the others. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "train --bad-images skip",
        "train --bad-images refuse",
        "train --resize fit --size 16",
        "train --size 8",
        "train --resize fit --data missing",
        "train --holdout 0.2",
        "train --test x.png --data /tmp",
        "train --test x.csv --data y.csv --label z --holdout 0.2",
        "train --labels coarse",
        "train --tokenizer x.json --data y.csv --label z",
        "train --tokenizer x.json",
        "train --holdout-seed 2 --data missing",
        "evaluate missing --holdout 0.2",
        "evaluate missing --bad-images skip",
        "train --warm-up 4",
        "train --warm-up 10 --epochs 9",
        "train --milestones 3",
        "train --milestones 2,9 --epochs 9",
        "train --milestones 1 --schedule constant",
        "train --factor 0.5 --schedule cosine",
        "train --schedule steps",
        "train --factor 0.5",
        "train --accumulate 65",
        "train --accumulate 5 --batch 4",
        "train --decay-normalisation --weight-decay 0",
        "train --width 4 --transition convolution",
        "train --stem-width 8",
        "train --width 4,8 --blocks 1,2,3",
        "bench depth --only step",
        "bench stacks --net vgg-rk4",
        "bench inference --net dense-rk4",
        "export missing --uint8 nhwc --format mxnet --out x",
        "export missing --probabilities --format mxnet --out x",
        "train --json=maybe",
        "train --epocs 3",
        "classify --tpo 3"
      })
  void optionsWithoutEffectAreRefused(String line) {
    CommandLineRun run = CommandLineRun.of((Object[]) line.split(" ", -1));
    String option = line.replaceFirst("^.*?(--[a-z-]+).*$", "$1");
    assertEquals(2, run.code(), run.err());
    assertTrue(run.err().contains(option), run.err());
    assertTrue(run.err().lines().count() < 8, run.err());
  }

  @Test
  void emptyPathsAreRefused() {
    for (String line : new String[] {"classify  x", "classify x ", "evaluate ", "resume "}) {
      CommandLineRun run = CommandLineRun.of((Object[]) line.split(" ", -1));
      assertEquals(2, run.code(), line + run.err());
      assertTrue(run.err().contains("is not a path"), run.err());
    }
  }

  @Test
  void aNetworkThatDoesNotFitIsRefusedWithItsSize() {
    CommandLineRun run =
        CommandLineRun.of("train", "--width", 100000, "--out", folder.resolve("x"));
    assertTrue(run.err().matches("(?s).*need [\\d,.]+ GiB, and this machine has .*"), run.err());
    assertTrue(Files.notExists(folder.resolve("x-training")));
  }
}
