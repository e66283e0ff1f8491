package dev.highorder.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.processor.testkit.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The processor works under Eclipse's compiler as under javac, and on the module path. */
class CompilerTest {

  @TempDir Path javac;
  @TempDir Path ecj;

  @Test
  void eclipseGeneratesTheSameBytes() throws IOException {
    for (String name : List.of("ResidualUnit", "ModelParts", "Outer", "OwnMethods", "EqualDepth")) {
      String source = Files.readString(Path.of("src/test/resources/good", name + ".java"));
      Compilation reference = Compilation.to(javac.resolve(name)).compile(source);
      Compilation eclipse =
          Compilation.to(ecj.resolve(name), new EclipseCompiler()).compile(source);

      assertEquals(List.of(), eclipse.errors().stream().map(Object::toString).toList());
      assertEquals(reference.generated(), eclipse.generated());
    }
  }

  /**
   * Eclipse's compiler can warn of unclosed tensors, of texts that are not translated, and more.
   */
  @Test
  void eclipseFindsNothingInGeneratedCode() throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/good"))) {
      for (Path file : files.toList()) {
        sources.add(Files.readString(file));
      }
    }
    sources.add(
        """
        package example;
        @Deprecated
        @dev.highorder.HighOrder(scheme = dev.highorder.Scheme.RK4, blocks = 1)
        public class Old extends ai.djl.nn.SequentialBlock {
          public Old(Long channels, java.util.List raw) {}
        }
        """);

    Compilation compilation =
        Compilation.to(ecj, new EclipseCompiler())
            .option("-warn:+all")
            .compile(sources.toArray(String[]::new));

    assertEquals(List.of(), compilation.errors());
    assertFalse(compilation.complaints().isEmpty(), "the sources themselves have warnings");
    assertEquals(List.of(), compilation.complaintsAboutGenerated());
  }

  @Test
  void eclipseShowsOurErrors() {
    List<String> messages =
        Compilation.to(ecj, new EclipseCompiler())
            .compile(
                "package example; @dev.highorder.HighOrder(scheme = dev.highorder.Scheme.RK4,"
                    + " blocks = 0) public class Unit extends ai.djl.nn.SequentialBlock {}")
            .errors()
            .stream()
            .map(error -> error.getMessage(null))
            .toList();

    assertEquals(1, messages.size(), messages.toString());
    assertEquals("[HO202]", messages.get(0).substring(0, 7));
  }

  /** A module need not read java.compiler, where {@code @Generated} is. */
  @ParameterizedTest
  @ValueSource(strings = {"", "requires java.compiler;"})
  void generatesInsideANamedModule(String more) throws IOException {
    Compilation compilation =
        Compilation.to(javac)
            .option("--module-path", System.getProperty("java.class.path"))
            .compile(
                """
                module example {
                  requires dev.highorder;
                  requires dev.highorder.runtime;
                  requires ai.djl.api;
                  %s
                }
                """
                    .formatted(more),
                """
                package example;
                @dev.highorder.HighOrder(scheme = dev.highorder.Scheme.RK4, blocks = 1)
                public class Unit extends ai.djl.nn.SequentialBlock { public Unit(int channels) {} }
                """);

    assertEquals(List.of(), compilation.errors().stream().map(Object::toString).toList());
    assertTrue(compilation.generated().containsKey("example/UnitRk4.java"));
  }
}
