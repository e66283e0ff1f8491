package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import dev.highorder.demo.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that programs read is the same in every locale: files, their names, JSON, options. */
class LocaleTest {

  private static final Locale BEFORE = Locale.getDefault();

  @TempDir Path folder;

  @AfterEach
  void restore() {
    Locale.setDefault(BEFORE);
  }

  private CommandLineRun train(String tag) {
    Locale.setDefault(Locale.forLanguageTag(tag));
    String options =
        "--limit 2 --width 4 --batch 10 --threads 1 --epochs 2 --telemetry 1 --keep-last 9"
            + " --schedule constant --json --out ";
    Object[] arguments = ("train " + options + folder.resolve(tag)).split(" ", -1);
    CommandLineRun run = CommandLineRun.of(arguments);
    assertEquals(0, run.code(), run.err());
    return run;
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.map(file -> directory.relativize(file).toString()).sorted().toList();
    }
  }

  private static void assertAscii(Path file) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.chars().allMatch(c -> c < 128), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "ar-EG-u-nu-arab", "de-DE", "th-TH-u-nu-thai"})
  void filesAreThoseOfEnglish(String tag) throws IOException {
    train("en-US");
    CommandLineRun there = train(tag);

    Path training = folder.resolve(tag + "-training");
    assertEquals(names(folder.resolve("en-US-training")), names(training));
    assertEquals(names(folder.resolve("en-US")), names(folder.resolve(tag)));
    for (String name : new String[] {"metrics.csv", "stages.csv", "job.json"}) {
      assertAscii(training.resolve(name));
    }
    assertAscii(folder.resolve(tag).resolve("model.json"));
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("en-US-training/stages.csv")),
        Files.readAllBytes(training.resolve("stages.csv")));
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("en-US/parameters.safetensors")),
        Files.readAllBytes(folder.resolve(tag).resolve("parameters.safetensors")));
    assertEquals(2, JsonParser.parseString(there.out()).getAsJsonArray().size());
  }

  /** A run goes on in a locale with other digits and another small i. */
  @Test
  void checkpointsAreFoundInAnyLocale() throws IOException {
    train("ar-EG-u-nu-arab");
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));

    CommandLineRun resumed =
        CommandLineRun.of(
            "resume", folder.resolve("ar-EG-u-nu-arab-training"), "--epochs", 3, "--json");

    assertEquals(0, resumed.code(), resumed.err());
    assertEquals(3, JsonParser.parseString(resumed.out()).getAsJsonArray().size());
    List<String> lines = Files.readAllLines(folder.resolve("ar-EG-u-nu-arab-training/metrics.csv"));
    assertEquals(4, lines.size());
    assertTrue(lines.get(3).startsWith("3,"), lines.get(3));
  }
}
