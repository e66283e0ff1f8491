package dev.highorder.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A search for the classes that saved files name, in one or more class loaders.
 *
 * <p>Classes that are found are not initialised, so that a file cannot run code of its choice.
 */
public final class ClassSearch {

  /** The loaders in the order in which they are asked, with their names for messages. */
  private final Map<ClassLoader, String> loaders;

  private ClassSearch(Map<ClassLoader, String> loaders) {
    this.loaders = loaders;
  }

  /**
   * Returns a search in the context class loader of the calling thread, if it has one, and then in
   * the class loader of HighOrder. In containers the context class loader may know neither the
   * application nor this library, for example on threads of the common pool.
   */
  public static ClassSearch ofThread() {
    Map<ClassLoader, String> loaders = new LinkedHashMap<>();
    Optional.ofNullable(Thread.currentThread().getContextClassLoader())
        .ifPresent(loader -> loaders.put(loader, "the context class loader " + nameOf(loader)));
    ClassLoader own = ClassSearch.class.getClassLoader();
    loaders.merge(
        own,
        "the class loader of HighOrder " + nameOf(own),
        (context, ignored) -> context + ", which is that of HighOrder too");
    return new ClassSearch(loaders);
  }

  /** Returns a search in one class loader. */
  public static ClassSearch in(ClassLoader loader) {
    return new ClassSearch(Map.of(loader, "the given class loader " + nameOf(loader)));
  }

  /** Not {@code toString}, since loaders of web servers list all their jars in it. */
  private static String nameOf(ClassLoader loader) {
    return "(%s)"
        .formatted(loader.getName() == null ? loader.getClass().getName() : loader.getName());
  }

  /** Returns the class loaders in the order in which they are asked. */
  public List<ClassLoader> loaders() {
    return List.copyOf(loaders.keySet());
  }

  /**
   * Returns a class that is not initialised yet.
   *
   * @param name its binary name
   * @param type what it must extend or implement
   * @throws ClassNotFoundException if no loader has such a class. The message can follow "the class
   *     NAME, which": it says which loaders were asked, or why what they found cannot be used, then
   *     what to do
   */
  public <T> Class<? extends T> find(String name, Class<T> type) throws ClassNotFoundException {
    List<ClassNotFoundException> unusable = new ArrayList<>();
    for (Map.Entry<ClassLoader, String> loader : loaders.entrySet()) {
      try {
        Class<?> found = Class.forName(name, false, loader.getKey());
        if (type.isAssignableFrom(found)) {
          return found.asSubclass(type);
        }
        unusable.add(new ClassNotFoundException(wrongType(found, type, loader.getValue())));
      } catch (ClassNotFoundException e) {
        // The next loader may have it.
      } catch (LinkageError e) {
        unusable.add(
            new ClassNotFoundException(
                "%s finds but cannot link: %s. Add what it needs, in the right version."
                    .formatted(loader.getValue(), e),
                e));
      }
    }
    throw unusable.isEmpty() ? new ClassNotFoundException(unknown()) : unusable.get(0);
  }

  private String unknown() {
    return "is not found by %s. Add the jar that holds it%s, or give the class loader that knows it."
        .formatted(
            String.join(" or ", loaders.values()),
            ClassSearch.class.getModule().isNamed() ? " and its module by --add-modules" : "");
  }

  private static String wrongType(Class<?> found, Class<?> type, String loader) {
    for (Class<?> c = found; c != null; c = c.getSuperclass()) {
      if (isCopy(c, type) || List.of(c.getInterfaces()).stream().anyMatch(i -> isCopy(i, type))) {
        return "%s finds together with a second copy of HighOrder. Have one copy, or load it with that one."
            .formatted(loader);
      }
    }
    return "is not of the type %s. Save it again.".formatted(type.getSimpleName());
  }

  private static boolean isCopy(Class<?> candidate, Class<?> type) {
    return candidate != type && candidate.getName().equals(type.getName());
  }
}
