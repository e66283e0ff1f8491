package dev.highorder.artifact;

import dev.highorder.network.StackFactory;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.storage.ClassSearch;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * A generated class that a manifest names. Classes of no other kind are accepted.
 *
 * <p>The messages of its exceptions can follow "the class NAME, which".
 */
final class GeneratedStack {

  private static final String FACTORY = "withBlocks";

  /** The package of the networks of the command line, in an artifact of their own. */
  private static final String NETS = "dev.highorder.demo.net.";

  private final Class<? extends HighOrderStack> type;

  GeneratedStack(Class<? extends HighOrderStack> type) {
    this.type = type;
  }

  /**
   * Finds a class by its name.
   *
   * @throws ClassNotFoundException if it is not there, or not a stack
   */
  static GeneratedStack named(String name, ClassSearch search) throws ClassNotFoundException {
    try {
      return new GeneratedStack(search.find(name, HighOrderStack.class));
    } catch (ClassNotFoundException e) {
      if (name.startsWith(NETS)) {
        throw new ClassNotFoundException(
            e.getMessage()
                + " Add dev.highorder:highorder-nets, which holds the networks of the command line.",
            e);
      }
      throw e;
    }
  }

  /**
   * Returns the class's factory method {@code withBlocks(int blocks, int width)}, public or not.
   *
   * @throws ReflectiveOperationException if there is none, or its module keeps it closed
   */
  StackFactory factory() throws ReflectiveOperationException {
    MethodHandle withBlocks =
        MethodHandles.lookup()
            .unreflect(accessible(method()))
            .asType(MethodType.methodType(HighOrderStack.class, int.class, int.class));
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

  private Method method() throws ReflectiveOperationException {
    try {
      Method method = type.getDeclaredMethod(FACTORY, int.class, int.class);
      if (Modifier.isStatic(method.getModifiers())
          && HighOrderStack.class.isAssignableFrom(method.getReturnType())) {
        return method;
      }
    } catch (NoSuchMethodException e) {
      // as if it were not static
    } catch (LinkageError e) {
      throw new ClassNotFoundException(
          "cannot be linked: %s. Add what it needs, in the right version.".formatted(e), e);
    }
    throw new NoSuchMethodException(
        "has no %s(int blocks, int width). Load it with a stack factory: (blocks, width) -> %s.%1$s(blocks, width, ...)."
            .formatted(FACTORY, type.getSimpleName()));
  }

  /** In a class without a module, everything is accessible. */
  private Method accessible(Method method) throws IllegalAccessException {
    if (method.trySetAccessible()) { // also if it is public: a lookup reads no other module
      return method;
    }
    Module own = GeneratedStack.class.getModule();
    throw new IllegalAccessException(
        "is in the module %s, which does not open its package %s to HighOrder. Write \"opens %2$s%s;\" in its module-info.java, or load it with a stack factory: (blocks, width) -> %s.%s(blocks, width)."
            .formatted(
                type.getModule().getName(),
                type.getPackageName(),
                own.isNamed() ? " to " + own.getName() : "",
                type.getSimpleName(),
                FACTORY));
  }
}
