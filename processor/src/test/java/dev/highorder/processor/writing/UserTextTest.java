package dev.highorder.processor.writing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.processor.testkit.Compilation;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and texts of users reach the compiler unharmed. */
class UserTextTest {

  @TempDir Path output;

  /** In ASCII, the escape is the only way to write such a name. */
  @ParameterizedTest
  @ValueSource(strings = {"US-ASCII", "UTF-8", "ISO-8859-1"})
  void namesOfAllAlphabets(String encoding) throws Exception {
    Compilation compilation =
        Compilation.to(output)
            .encoding(Charset.forName(encoding))
            .compile(
                "package example; @dev.highorder.HighOrder(scheme = dev.highorder.Scheme.RK4,"
                    + " blocks = 1, name = \"Netz\\u00e4\\u4e2d\") public class Unit extends"
                    + " ai.djl.nn.SequentialBlock { public Unit(int gr\\u00f6\\u00dfe) {} }");

    assertEquals(List.of(), compilation.complaints());
    assertEquals("Netz\u00e4\u4e2d", compilation.load("example.Netz\u00e4\u4e2d").getSimpleName());
  }

  @Test
  void aSourceMayContainAnything() {
    Compilation compilation =
        Compilation.to(output)
            .option("-Xdoclint:all,-missing")
            .compile(
                """
                package example;
                import dev.highorder.*;
                @HighOrder(blocks = 1, tableau = @Tableau(value = "1/2 | 1/2; | 0 1", source =
                    "C:\\\\users\\\\x */ {@link Foo} <b> & @see \\u00e4", title = "a */ $L 50% scheme"))
                public class Unit extends ai.djl.nn.SequentialBlock { public Unit(int c) {} }
                """);

    assertEquals(List.of(), compilation.complaints());
    String text = compilation.generated().get("example/UnitCustom.java");
    assertTrue(text.contains("$L 50% scheme"), text);
  }
}
