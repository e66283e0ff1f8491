package dev.highorder.processor.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** A processor that only reads declarations and shows them to a test while the compiler runs. */
final class ReadingProcessor extends AbstractProcessor {

  private final Consumer<List<HighOrderDeclaration>> reader;

  /** Creates a processor for one compilation. */
  ReadingProcessor(Consumer<List<HighOrderDeclaration>> reader) {
    this.reader = reader;
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of("dev.highorder.*");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    List<HighOrderDeclaration> declarations = new ArrayList<>();
    for (TypeElement annotation : annotations) {
      for (Element element : round.getElementsAnnotatedWith(annotation)) {
        HighOrderDeclaration.annotationsOn(element)
            .forEach(mirror -> declarations.add(HighOrderDeclaration.of(element, mirror)));
      }
    }
    if (!declarations.isEmpty()) {
      reader.accept(declarations);
    }
    return false;
  }
}
