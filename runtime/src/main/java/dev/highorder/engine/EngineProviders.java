package dev.highorder.engine;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineProvider;
import java.util.LinkedHashSet;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The engines that DJL can find.
 *
 * <p>DJL looks for engines and for their native libraries through the context class loader of the
 * thread. That may see less than this library does: in Spring Boot's executable jar, for instance,
 * the threads of the common pool have the loader of the launcher. So the loaders of this library
 * and of DJL are asked as well.
 */
final class EngineProviders {

  private EngineProviders() {}

  /** Returns the names of all engines, after those that DJL has missed were added to it. */
  static Set<String> names() {
    for (ClassLoader loader : loaders()) {
      for (EngineProvider provider : ServiceLoader.load(EngineProvider.class, loader)) {
        if (!Engine.getAllEngines().contains(provider.getEngineName())) {
          Engine.registerEngine(provider);
        }
      }
    }
    return Engine.getAllEngines();
  }

  /**
   * Does work with a context class loader that sees this library: the one that the thread has, or
   * else this library's own.
   */
  static <T> T inContext(Supplier<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader context = thread.getContextClassLoader();
    thread.setContextClassLoader(loaders().iterator().next());
    try {
      return work.get();
    } finally {
      thread.setContextClassLoader(context);
    }
  }

  /** Returns the loaders to ask, the best one first. */
  private static Set<ClassLoader> loaders() {
    Set<ClassLoader> loaders = new LinkedHashSet<>();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (seesThisLibrary(context)) {
      loaders.add(context);
    }
    loaders.add(EngineProviders.class.getClassLoader());
    loaders.add(Engine.class.getClassLoader());
    return loaders;
  }

  /** A loader that sees another copy of this library, or none, is not asked. */
  private static boolean seesThisLibrary(ClassLoader loader) {
    try {
      return loader != null
          && Class.forName(EngineProviders.class.getName(), false, loader) == EngineProviders.class;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
