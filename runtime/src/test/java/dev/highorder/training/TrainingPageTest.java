package dev.highorder.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code in the documentation of training is the code of tests, which is compiled and run. */
class TrainingPageTest {

  private static final Path PAGE = Path.of("..", "docs", "training.md");
  private static final Path SOURCES =
      Path.of("src", "test", "java", "dev", "highorder", "training");

  private static String withoutLayout(String code) {
    return code.replaceAll("\\s+", "");
  }

  @Test
  void showsCodeThatIsTested() throws IOException {
    String tested = "";
    for (String name :
        new String[] {
          "StopAtAccuracy", "FitLoopCallbacksTest", "KilledTraining", "FitLoopFineTuningTest"
        }) {
      tested += withoutLayout(Files.readString(SOURCES.resolve(name + ".java")));
    }
    Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page());
    int blocks = 0;
    while (block.find()) {
      blocks++;
      String shown = withoutLayout(block.group(1));
      assertTrue(tested.contains(shown), "in no test: " + block.group(1));
    }
    assertTrue(blocks >= 3, "there are " + blocks + " blocks");
  }

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }

  /** The Javadoc of the interface has the same example. */
  @Test
  void javadocShowsTheSameExample() throws IOException {
    String source =
        Files.readString(
            Path.of("src/main/java/dev/highorder/training/callback/TrainingCallback.java"));
    String javadoc =
        withoutLayout(source.substring(0, source.indexOf("*/")).replaceAll("(?m)^ \\* ?", ""));
    String example = Files.readString(SOURCES.resolve("StopAtAccuracy.java"));
    String record = example.substring(example.indexOf("record ")).replace("@Override", "");

    assertTrue(javadoc.contains(withoutLayout(record)), record);
  }
}
