package dev.highorder.generated;

import dev.highorder.network.StackFactory;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.ShapeChange;
import dev.highorder.storage.ClassSearch;
import java.io.File;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;

/**
 * A generated class that a file or a user names. Classes of no other kind are accepted, and no code
 * of a class runs before it is known to be one.
 *
 * <p>The messages of its exceptions can follow "the class NAME, which".
 */
public final class GeneratedStack {

  private static final String FACTORY = "withBlocks";
  private static final String CHANGING_FACTORY = "withShapeChange";

  /** The package of the networks of the command line, in an artifact of their own. */
  private static final String NETS = "dev.highorder.demo.net.";

  private final Class<? extends HighOrderStack> type;

  /** Takes a class that is loaded already. */
  public GeneratedStack(Class<? extends HighOrderStack> type) {
    this.type = type;
  }

  /**
   * Finds a class by its name, or by the one that it had in an earlier version.
   *
   * @throws ClassNotFoundException if it is not there, or not a stack
   */
  public static GeneratedStack named(String name, ClassSearch search)
      throws ClassNotFoundException {
    try {
      return new GeneratedStack(search.find(EarlierNames.present(name), HighOrderStack.class));
    } catch (ClassNotFoundException e) {
      if (name.startsWith(NETS)) {
        throw new ClassNotFoundException(
            e.getMessage()
                + " Add dev.highorder:highorder-nets, which holds the networks of the command"
                + " line.",
            e);
      }
      if (e.getCause() == null && isStartedAsJar()) {
        throw new ClassNotFoundException(
            "%s A program that is started with -jar sees that jar alone: start it with java -cp YOURS.jar%s%s and the name of its main class."
                .formatted(e.getMessage(), File.pathSeparator, classPath()),
            e);
      }
      throw e;
    }
  }

  private static String classPath() {
    return System.getProperty("java.class.path", "");
  }

  private static boolean isStartedAsJar() {
    return classPath().endsWith(".jar") && !classPath().contains(File.pathSeparator);
  }

  /** Returns the name that a class has now, if an earlier version called it so; else the same. */
  public static String presentName(String name) {
    return EarlierNames.present(name);
  }

  /** Returns the class, which may not be initialised yet. */
  public Class<? extends HighOrderStack> type() {
    return type;
  }

  /**
   * Returns the class's factory method {@code withBlocks(int blocks, int width)}, public or not. If
   * there is none, it returns {@code withBlocks(int blocks)}, whose sub-net has a width of its own
   * or takes any. If the class has {@code withShapeChange}, too, the first block of its stacks can
   * change the shape.
   *
   * @throws ReflectiveOperationException if there is neither, or its module keeps it closed
   */
  public StackFactory factory() throws ReflectiveOperationException {
    Method plain = method();
    MethodHandle withBlocks = taking(plain, int.class, int.class);
    StackFactory keeping =
        (blocks, width) -> call(() -> (HighOrderStack) withBlocks.invokeExact(blocks, width));
    Optional<Method> changing =
        plain.getParameterCount() == 2
            ? method(CHANGING_FACTORY, ShapeChange.class, int.class, int.class)
            : method(CHANGING_FACTORY, ShapeChange.class, int.class);
    if (changing.isEmpty()) {
      return keeping;
    }
    MethodHandle withChange = taking(changing.get(), ShapeChange.class, int.class, int.class);
    return StackFactory.of(
        keeping,
        (change, blocks, width) ->
            call(() -> (HighOrderStack) withChange.invokeExact(change, blocks, width)));
  }

  /** Returns a handle that takes exactly these; the last of them may be missing in the method. */
  private MethodHandle taking(Method method, Class<?>... parameters) throws IllegalAccessException {
    MethodHandle handle = MethodHandles.lookup().unreflect(accessible(method));
    if (handle.type().parameterCount() < parameters.length) {
      handle = MethodHandles.dropArguments(handle, parameters.length - 1, int.class);
    }
    return handle.asType(MethodType.methodType(HighOrderStack.class, parameters));
  }

  /** A call of a method handle, which declares that it throws anything. */
  private interface Call {
    HighOrderStack run() throws Throwable;
  }

  private static HighOrderStack call(Call call) {
    try {
      return call.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("generated code declares no checked exception", e);
    }
  }

  private Method method() throws ReflectiveOperationException {
    try {
      return method(FACTORY, int.class, int.class)
          .or(() -> method(FACTORY, int.class))
          .orElseThrow(
              () ->
                  new NoSuchMethodException(
                      "has no %s(int blocks, int width). Load it with a stack factory: (blocks, width) -> %s.%1$s(blocks, width, ...)."
                          .formatted(FACTORY, type.getSimpleName())));
    } catch (LinkageError e) {
      throw new ClassNotFoundException(
          "cannot be linked: %s. Add what it needs, in the right version.".formatted(e), e);
    }
  }

  private Optional<Method> method(String name, Class<?>... parameters) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .filter(method -> Arrays.equals(method.getParameterTypes(), parameters))
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> HighOrderStack.class.isAssignableFrom(method.getReturnType()))
        .findFirst();
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
