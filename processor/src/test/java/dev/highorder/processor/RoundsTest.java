package dev.highorder.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.processor.testkit.Compilation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sub-net may depend on a class that another processor writes in the same compilation. */
class RoundsTest {

  private static final String WAITING =
      """
      package example;
      @dev.highorder.HighOrder(scheme = dev.highorder.Scheme.MIDPOINT, blocks = 2)
      public class Waiting extends Written { public Waiting(int channels) {} }
      """;

  @TempDir Path output;

  @Test
  void waitsForTheSuperclass() {
    Compilation compilation = Compilation.to(output).with(new WritesABlock()).compile(WAITING);

    assertEquals(List.of(), compilation.complaints());
    assertTrue(compilation.generated().containsKey("example/WaitingMidpoint.java"));
  }

  @Test
  void saysSoIfItNeverComes() {
    Compilation compilation = Compilation.to(output).compile(WAITING);

    assertFalse(compilation.generated().containsKey("example/WaitingMidpoint.java"));
    assertTrue(
        compilation.errors().stream()
            .anyMatch(error -> error.getMessage(null).contains("cannot find symbol")),
        compilation.errors().toString());
  }

  private static final class WritesABlock extends AbstractProcessor {

    private boolean written;

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!written) {
        written = true;
        try (Writer writer =
            processingEnv.getFiler().createSourceFile("example.Written").openWriter()) {
          writer.write("package example; class Written extends ai.djl.nn.SequentialBlock {}");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return false;
    }
  }
}
