package dev.highorder.processor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** HighOrder's processor with a filer that a test can watch or break. */
final class ProcessorWithFiler extends AbstractProcessor {

  /** Called before each file is created: with a class's name, or the path of a resource. */
  interface Watcher {
    void onCreate(String name, Element[] originatingElements) throws Exception;
  }

  private final HighOrderProcessor processor = new HighOrderProcessor();
  private final Watcher watcher;

  ProcessorWithFiler(Watcher watcher) {
    this.watcher = watcher;
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    Filer filer =
        (Filer)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Filer.class},
                (proxy, method, args) -> {
                  if (method.getName().equals("createSourceFile")) {
                    watcher.onCreate(args[0].toString(), (Element[]) args[1]);
                  }
                  if (method.getName().equals("createResource")) {
                    watcher.onCreate(args[2].toString(), (Element[]) args[3]);
                  }
                  return invoke(environment.getFiler(), method, args);
                });
    processor.init(
        (ProcessingEnvironment)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ProcessingEnvironment.class},
                (proxy, method, args) ->
                    method.getName().equals("getFiler")
                        ? filer
                        : invoke(environment, method, args)));
  }

  private static Object invoke(Object target, Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return processor.getSupportedAnnotationTypes();
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return processor.getSupportedSourceVersion();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    processor.process(annotations, round);
    return false;
  }
}
