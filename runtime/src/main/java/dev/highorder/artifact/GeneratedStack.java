package dev.highorder.artifact;

import dev.highorder.network.StackFactory;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.storage.StorageException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.Optional;

/** A generated class that a manifest names. Classes of no other kind are accepted. */
final class GeneratedStack {

  /** The package of the networks of the command line, in an artifact of their own. */
  private static final String NETS = "dev.highorder.demo.net.";

  private final Path directory;
  private final String name;

  GeneratedStack(Path directory, String name) {
    this.directory = directory;
    this.name = name;
  }

  /** Returns the class's factory method {@code withBlocks(int blocks, int width)}. */
  StackFactory factory() throws StorageException {
    Class<? extends HighOrderStack> type = type();
    MethodHandle withBlocks;
    try {
      withBlocks =
          MethodHandles.publicLookup()
              .findStatic(type, "withBlocks", MethodType.methodType(type, int.class, int.class))
              .asType(MethodType.methodType(HighOrderStack.class, int.class, int.class));
    } catch (ReflectiveOperationException e) {
      throw new StorageException(
          ("%s was saved with %s, which has no public withBlocks(int blocks, int width). Load it with"
                  + " a stack factory: (blocks, width) -> %s.withBlocks(blocks, width, ...).")
              .formatted(directory, name, type.getSimpleName()),
          e);
    }
    return (blocks, width) -> {
      try {
        return (HighOrderStack) withBlocks.invokeExact(blocks, width);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new AssertionError("generated code declares no checked exception", e);
      }
    };
  }

  private Class<? extends HighOrderStack> type() throws StorageException {
    ClassLoader loader =
        Optional.ofNullable(Thread.currentThread().getContextClassLoader())
            .orElse(GeneratedStack.class.getClassLoader());
    try {
      // Not initialised until it is known to be a stack: a manifest must not run arbitrary code.
      return Class.forName(name, false, loader).asSubclass(HighOrderStack.class);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new StorageException(
          "%s was saved with the class %s, which is not on the class path. %s"
              .formatted(directory, name, remedy()),
          e);
    } catch (ClassCastException e) {
      throw new StorageException(
          "%s names the class %s, which @HighOrder did not generate. Save the classifier again."
              .formatted(directory, name),
          e);
    }
  }

  private String remedy() {
    return name.startsWith(NETS)
        ? "Add dev.highorder:highorder-nets, which holds the networks of the command line."
        : "Add the jar that holds it.";
  }
}
