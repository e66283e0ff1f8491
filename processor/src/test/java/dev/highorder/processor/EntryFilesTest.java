package dev.highorder.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.processor.testkit.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.annotation.processing.FilerException;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryFilesTest {

  /** Two constructors, one with a generic parameter; a letter beyond ASCII; a trained step size. */
  private static final String UNIT =
      """
      package example;
      import dev.highorder.*;
      import java.util.Map;
      @HighOrder(scheme = Scheme.RK4, blocks = {3, 4}, weights = Weights.PER_BLOCK,
          step = StepSize.LEARNED, h = 0.5, range = {0.1, 2}, name = "Leaf")
      public class Unit extends ai.djl.nn.SequentialBlock {
        public Unit(int channels) {}
        public Unit(Map<String, Integer> sizes, double[] rates, int gr\\u00fcn) {}
        public Unit(String... names) {}
      }
      """;

  private static final String ENTRY =
      """
      subNet=example.Unit
      scheme=RK4
      blocks=3,4
      weights=PER_BLOCK
      step=LEARNED 0.5 in [0.1, 2.0]
      afterSum=NOTHING
      changesShape=false
      parameters.1=int channels
      width.1=channels
      parameters.2=java.util.Map<java.lang.String, java.lang.Integer> sizes; double[] rates; int gr\\u00fcn
      width.2=gr\\u00fcn
      parameters.3=java.lang.String[] names
      width.3=
      """;

  @TempDir Path folder;

  @Test
  void bothCompilersWriteTheSameEntry() throws IOException {
    for (JavaCompiler compiler :
        List.of(ToolProvider.getSystemJavaCompiler(), new EclipseCompiler())) {
      Path output = folder.resolve(compiler.getClass().getSimpleName());
      Compilation compilation = Compilation.to(output, compiler).compile(UNIT);

      assertEquals(List.of(), compilation.errors().stream().map(Object::toString).toList());
      assertEquals(ENTRY, entry(compilation, "example.Leaf"));
    }
  }

  private static String entry(Compilation compilation, String name) throws IOException {
    return Files.readString(compilation.output().resolve("META-INF/highorder").resolve(name));
  }

  @Test
  void namesTheTableauOfTheUser() throws IOException {
    Compilation compilation =
        Compilation.to(folder)
            .compile(
                """
                @dev.highorder.HighOrder(tableau = @dev.highorder.Tableau("0 |\\n | 1"), blocks = 2)
                public class Unit extends ai.djl.nn.SequentialBlock {}
                """);

    String expected =
        """
        subNet=Unit
        scheme=Custom
        blocks=2
        weights=PER_STAGE
        step=FIXED 1.0
        afterSum=NOTHING
        changesShape=false
        parameters.1=
        width.1=
        """;
    assertEquals(expected, entry(compilation, "UnitCustom"));
  }

  @Test
  void namesWhatComesAfterTheSumAndWhetherTheShapeCanChange() throws IOException {
    Compilation compilation =
        Compilation.to(folder)
            .compile(
                """
                import ai.djl.nn.*;
                import dev.highorder.*;
                class Units {
                  @HighOrder(scheme = Scheme.RK4, blocks = 2, afterSum = AfterSum.RELU)
                  static Block unit(int channels, @Stride int stride) { return new SequentialBlock(); }
                }
                """);

    String expected =
        """
        subNet=Units.unit
        scheme=RK4
        blocks=2
        weights=PER_STAGE
        step=FIXED 1.0
        afterSum=RELU
        changesShape=true
        parameters.1=int channels
        width.1=channels
        """;
    assertEquals(expected, entry(compilation, "UnitRk4"));
  }

  /** The entry serves lists only: a compiler that refuses it does not stop the build. */
  @Test
  void aRefusedEntryIsANote() {
    ProcessorWithFiler processor =
        new ProcessorWithFiler(
            (name, elements) -> {
              if (name.startsWith("META-INF")) {
                throw new FilerException("no resources here");
              }
            });

    Compilation compilation =
        Compilation.to(folder)
            .only(processor)
            .compile(
                "@dev.highorder.HighOrder(scheme = dev.highorder.Scheme.RK4, blocks = 1) public"
                    + " class Unit extends ai.djl.nn.SequentialBlock { public Unit(int n) {} }");

    assertEquals(List.of(), compilation.complaints());
    assertEquals(
        List.of(
            "UnitRk4 is not listed by 'highorder nets', because the compiler did not let its entry"
                + " META-INF/highorder/UnitRk4 be written: no resources here. It works all the"
                + " same."),
        compilation.notes());
  }

  /** With several modules, each has a folder for what is compiled. */
  @Test
  void writesTheEntryIntoItsModule() throws IOException {
    Path sources = Files.createDirectories(folder.resolve("src/leaves/example"));
    Files.writeString(
        sources.resolveSibling("module-info.java"),
        "module leaves { requires dev.highorder; requires ai.djl.api; requires"
            + " dev.highorder.runtime; }");
    Files.writeString(
        sources.resolve("Leaf.java"),
        "package example; @dev.highorder.HighOrder(scheme = dev.highorder.Scheme.RK4, blocks = 1)"
            + " public class Leaf extends ai.djl.nn.SequentialBlock { public Leaf(int n) {} }");
    Path output = folder.resolve("out");
    String path = System.getProperty("java.class.path");

    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--module-source-path",
                folder.resolve("src").toString(),
                "--module-path",
                path,
                "-processorpath",
                path,
                "-d",
                output.toString(),
                "--module",
                "leaves");

    assertEquals(0, result);
    assertTrue(Files.exists(output.resolve("leaves/example/LeafRk4.class")), path);
    assertTrue(Files.exists(output.resolve("leaves/META-INF/highorder/example.LeafRk4")), path);
  }
}
