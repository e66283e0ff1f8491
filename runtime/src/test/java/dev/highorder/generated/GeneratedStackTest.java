package dev.highorder.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Blocks;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.RungeKuttaStack;
import dev.highorder.stack.StackDescription;
import dev.highorder.stack.Stages;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedStackTest {

  @TempDir Path folder;

  /** As the processor writes it for a factory method that is not public. */
  static final class Hidden extends RungeKuttaStack {

    private Hidden(int blocks) {
      super(new StackDescription("test.Hidden", "EULER", 1, "1"), blocks, Blocks::identityBlock);
    }

    static Hidden withBlocks(int blocks, int width) {
      return new Hidden(blocks);
    }

    @Override
    protected NDArray block(Stages f, NDArray x) {
      return f.evaluate(1, x);
    }
  }

  /** A generated class whose sub-net takes more than a width. */
  public abstract static class NoFactory extends HighOrderStack {
    NoFactory() {
      super(null, 1, null);
    }
  }

  @Test
  void needsNoPublicClass() throws ReflectiveOperationException {
    assertEquals(3, new GeneratedStack(Hidden.class).factory().create(3, 8).blocks());
  }

  /** As the processor writes it for a factory method without parameters. */
  static final class WithoutWidth extends RungeKuttaStack {

    private WithoutWidth(int blocks) {
      super(new StackDescription("test.Without", "EULER", 1, "1"), blocks, Blocks::identityBlock);
    }

    static WithoutWidth withBlocks(int blocks) {
      return new WithoutWidth(blocks);
    }

    @Override
    protected NDArray block(Stages f, NDArray x) {
      return f.evaluate(1, x);
    }
  }

  @Test
  void takesStacksThatAreNotToldTheirWidth() throws ReflectiveOperationException {
    assertEquals(3, new GeneratedStack(WithoutWidth.class).factory().create(3, 8).blocks());
  }

  @Test
  void passesOnWhatTheFactoryThrows() throws ReflectiveOperationException {
    assertThrows(
        IllegalArgumentException.class,
        () -> new GeneratedStack(Hidden.class).factory().create(0, 8));
  }

  @Test
  void explainsHowToLoadASubNetWithMoreParameters() {
    assertEquals(
        "has no withBlocks(int blocks, int width). Load it with a stack factory: (blocks, width) -> NoFactory.withBlocks(blocks, width, ...).",
        message(NoFactory.class));
  }

  private static String message(Class<? extends HighOrderStack> type) {
    return assertThrows(
            ReflectiveOperationException.class, () -> new GeneratedStack(type).factory())
        .getMessage();
  }

  /** A module of an application that neither exports nor opens the package of its sub-nets. */
  @Test
  void namesTheDirectiveThatTheModuleLacks() throws Exception {
    compile("module closed { }");
    String message = message(load());
    assertTrue(
        message.startsWith(
            "is in the module closed, which does not open its package nets to HighOrder. Write \"opens nets"),
        message);
    compile("module closed { opens nets; }");
    assertEquals(1, new GeneratedStack(load()).factory().create(1, 8).blocks());
    compile("module closed { exports nets; }");
    assertEquals(1, new GeneratedStack(load()).factory().create(1, 8).blocks());
  }

  private void compile(String module) throws IOException {
    Path source = Files.createDirectories(folder.resolve("source/nets")).getParent();
    Path info = Files.writeString(source.resolve("module-info.java"), module);
    Path stack =
        Files.writeString(
            source.resolve("nets/Stack.java"),
            """
            package nets;
            public final class Stack extends dev.highorder.stack.RungeKuttaStack {
              private Stack(int blocks) {
                super(
                    new dev.highorder.stack.StackDescription("nets.Unit", "EULER", 1, "1"),
                    blocks,
                    ai.djl.nn.Blocks::identityBlock);
              }
              public static Stack withBlocks(int blocks, int width) {
                return new Stack(blocks);
              }
              @Override
              protected ai.djl.ndarray.NDArray block(
                  dev.highorder.stack.Stages f, ai.djl.ndarray.NDArray x) {
                return f.evaluate(1, x);
              }
            }
            """);
    // Reads the class path, as a module does in which an automatic module stands for it.
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "--add-reads",
                "closed=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.resolve("module").toString(),
                info.toString(),
                stack.toString());
    assertEquals(0, result, "compiled");
  }

  private Class<? extends HighOrderStack> load() throws ClassNotFoundException {
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(
                ModuleFinder.of(folder.resolve("module")), ModuleFinder.of(), Set.of("closed"));
    ModuleLayer.Controller layer =
        ModuleLayer.defineModulesWithOneLoader(
            configuration, List.of(ModuleLayer.boot()), GeneratedStackTest.class.getClassLoader());
    Module module = layer.layer().findModule("closed").orElseThrow();
    layer.addReads(module, GeneratedStack.class.getModule());
    return module.getClassLoader().loadClass("nets.Stack").asSubclass(HighOrderStack.class);
  }
}
