package dev.highorder.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.processor.testkit.Compilation;
import java.io.File;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults outside the user's source are explained too, and no exception reaches the compiler. */
class HighOrderStepTest {

  private static final String UNIT =
      """
      package example;
      @dev.highorder.HighOrder(scheme = dev.highorder.Scheme.RK4, blocks = 1)
      public class Unit extends ai.djl.nn.SequentialBlock {}
      """;

  @TempDir Path output;

  @Test
  void aFullDiskIsNamed() {
    String message =
        onlyError(
            new ProcessorWithFiler(
                (name, elements) -> {
                  throw new IOException("No space left on device");
                }));

    assertTrue(message.startsWith("[HO402] The class example.UnitRk4"), message);
    assertTrue(message.contains("No space left on device"), message);
  }

  @Test
  void aSurpriseBecomesAnErrorWithItsTrace() {
    String message =
        onlyError(
            new ProcessorWithFiler(
                (name, elements) -> {
                  throw new IllegalStateException("a surprise");
                }));

    assertTrue(message.startsWith("[HO999] "), message);
    assertTrue(message.contains("IllegalStateException: a surprise"), message);
    assertTrue(message.contains("at dev.highorder.processor."), message);
  }

  static Stream<Throwable> errors() {
    return Stream.of(
        new StackOverflowError(),
        new AssertionError("a surprise"),
        new LinkageError("a surprise"),
        new Error("a surprise"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void everyErrorBecomesOneOfTheSource(Error thrown) {
    String message =
        onlyError(
            new ProcessorWithFiler(
                (name, elements) -> {
                  throw thrown;
                }));

    assertTrue(message.startsWith("[HO999] "), message);
    assertTrue(message.contains(thrown.toString()), message);
  }

  @Test
  void tooLittleMemoryIsNoFaultOfOurs() {
    String message =
        onlyError(
            new ProcessorWithFiler(
                (name, elements) -> {
                  throw new OutOfMemoryError("Java heap space");
                }));

    assertEquals(
        "[HO404] The compiler's memory is used up while @HighOrder on example.Unit is processed:"
            + " Java heap space. Give the compiler more, as in javac -J-Xmx2g.",
        message);
  }

  /** Where an annotation cannot stand, and values that are none: the compiler says so. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "@HighOrder(scheme = Scheme.RK4, blocks = 1) package example;",
        "class Unit { @HighOrder(scheme = Scheme.RK4, blocks = 1) int field; }",
        "class Unit { @HighOrder(scheme = Scheme.RK4, blocks = 1) Unit() {} }",
        "class Unit { void m(@HighOrder(scheme = Scheme.RK4, blocks = 1) int p) {} }",
        "@HighOrder.List(1) class Unit {}",
        "@HighOrder.List({null, @HighOrder}) class Unit {}",
        "@HighOrder.List\nclass Unit {}"
      })
  void wrongPlacesAreTheCompilers(String source) {
    boolean isPackage = source.endsWith("package example;");
    String text =
        isPackage
            ? source.replaceAll("(HighOrder|Scheme)\\b", "dev.highorder.$1") + " class Unit {}"
            : "package example; import dev.highorder.*; " + source;
    List<String> errors =
        Compilation.to(output).compile(text).errors().stream()
            .map(error -> error.getMessage(null))
            .toList();

    assertFalse(errors.isEmpty());
    assertFalse(errors.toString().contains("HO999"), errors.toString());
  }

  @Test
  void aFaultWithoutAMessageIsNamedByItsClass() {
    String message =
        onlyError(
            new ProcessorWithFiler(
                (name, elements) -> {
                  throw new ClosedChannelException();
                }));

    assertTrue(message.contains("could not be written: java.nio.channels.Closed"), message);
  }

  /** A library was built against another one that is not there. */
  @Test
  void aMissingClassFileIsNamed() throws IOException {
    Compilation library =
        Compilation.to(output.resolve("library"))
            .compile(
                "package lib; public class Gone extends ai.djl.nn.SequentialBlock {}",
                "package lib; public class Base extends Gone {}");
    Files.delete(library.output().resolve("lib/Gone.class"));
    String path = System.getProperty("java.class.path") + File.pathSeparator + library.output();

    for (JavaCompiler compiler :
        List.of(ToolProvider.getSystemJavaCompiler(), new EclipseCompiler())) {
      List<String> errors =
          Compilation.to(output.resolve(compiler.getClass().getSimpleName()), compiler)
              .option("-classpath", path)
              .compile(
                  "package example; @dev.highorder.HighOrder(scheme = dev.highorder.Scheme.RK4,"
                      + " blocks = 1)\npublic class Unit extends lib.Base {}")
              .errors()
              .stream()
              .map(error -> error.getMessage(null))
              .toList();

      assertTrue(errors.toString().contains("lib.Gone"), errors.toString());
      assertFalse(errors.toString().contains("HO999"), errors.toString());
    }
  }

  /** Has the name of what javac throws at a processor that reads a damaged class file. */
  private static final class CompletionFailure extends RuntimeException {

    CompletionFailure(String message) {
      super(message);
    }
  }

  @Test
  void aDamagedClassFileIsNoFaultOfOurs() {
    String message =
        onlyError(
            new ProcessorWithFiler(
                (name, elements) -> {
                  throw new CompletionFailure("bad class file: Base.class");
                }));

    assertEquals(
        "[HO403] The compiler cannot read a class that example.Unit refers to: bad class file:"
            + " Base.class. Add the library that contains it, or build that library again.",
        message);
  }

  @Test
  void aSchemeOfANewerVersionIsNamed() {
    List<String> errors =
        Compilation.to(output)
            .compile(
                "package dev.highorder; public enum Scheme { FUTURE, EULER }",
                "package example; @dev.highorder.HighOrder(scheme = dev.highorder.Scheme.FUTURE,"
                    + " blocks = 1) public class Unit extends ai.djl.nn.SequentialBlock {}")
            .errors()
            .stream()
            .map(error -> error.getMessage(null))
            .toList();

    assertEquals(1, errors.size(), errors.toString());
    assertTrue(errors.get(0).startsWith("[HO203] "), errors.get(0));
    assertTrue(errors.get(0).contains("FUTURE"), errors.get(0));
  }

  private String onlyError(ProcessorWithFiler processor) {
    List<String> errors =
        Compilation.to(output).only(processor).compile(UNIT).errors().stream()
            .map(error -> error.getMessage(null))
            .toList();
    assertEquals(1, errors.size(), errors.toString());
    return errors.get(0);
  }
}
