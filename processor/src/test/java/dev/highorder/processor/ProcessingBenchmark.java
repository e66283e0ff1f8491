package dev.highorder.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.auto.common.MoreElements;
import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.internal.InternalFutureFailureAccess;
import com.squareup.javapoet.JavaFile;
import dev.highorder.HighOrder;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.numbers.core.Addition;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long the compiler takes with the processor and without, each time in a new process, in turns;
 * and without it on what it wrote, since that has to be compiled, too. No test: Maven runs it only
 * by name, as CONTRIBUTING says.
 */
class ProcessingBenchmark {

  private static final String SOURCE =
      """
      package many;

      import ai.djl.ndarray.types.Shape;
      import ai.djl.nn.SequentialBlock;
      import ai.djl.nn.convolutional.Conv2d;
      import dev.highorder.HighOrder;
      import dev.highorder.Scheme;

      @HighOrder(scheme = Scheme.RK4, blocks = 7)
      public final class Net%d extends SequentialBlock {

        public Net%<d(int channels) {
          add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(channels).build());
        }
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, 11", "1000, 3"})
  void beyondTheCompiler(int classes, int rounds) throws IOException, InterruptedException {
    List<String> sources = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      Path source = folder.resolve("Net" + i + ".java");
      Files.writeString(source, SOURCE.formatted(i));
      sources.add(source.toString());
    }
    Path list = Files.write(folder.resolve("sources"), sources);
    Path written = Files.createDirectories(folder.resolve("written"));
    double[] without = new double[rounds];
    double[] with = new double[rounds];
    double[] afterwards = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      without[round] = seconds(list, "-proc:none");
      with[round] = seconds(list, "-s", written.toString(), "-processorpath", processorPath());
      try (Stream<Path> files = Files.walk(written)) {
        List<String> generated =
            files.map(Path::toString).filter(file -> file.endsWith(".java")).toList();
        assertEquals(classes, generated.size());
        Path all = Files.write(folder.resolve("all"), generated);
        Files.write(all, sources, StandardOpenOption.APPEND);
        afterwards[round] = seconds(all, "-proc:none");
      }
    }
    System.out.printf(
        "%d annotated: javac alone %.2f s, with the processor %.2f s,"
            + " without it on what it wrote %.2f s (medians of %d)%n",
        classes, median(without), median(with), median(afterwards), rounds);
  }

  private double seconds(Path sources, String... options) throws IOException, InterruptedException {
    Path output = Files.createDirectories(folder.resolve("output"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    command.addAll(List.of("-nowarn", "-cp", classPath(), "-d", output.toString()));
    command.addAll(Arrays.asList(options));
    command.add("@" + sources);
    File log = folder.resolve("log").toFile();
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    boolean isCompiled = process.waitFor() == 0;
    double seconds = (System.nanoTime() - start) / 1e9;
    assertTrue(isCompiled, Files.readString(log.toPath()));
    return seconds;
  }

  /** The processor and what it depends on. */
  private static String processorPath() {
    return Stream.of(
            HighOrderProcessor.class,
            HighOrder.class,
            MoreElements.class,
            ImmutableList.class,
            InternalFutureFailureAccess.class,
            JavaFile.class,
            BigFraction.class,
            Addition.class)
        .map(
            type ->
                Path.of(
                    URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString())))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Surefire keeps the class path of tests in a property of its own. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
