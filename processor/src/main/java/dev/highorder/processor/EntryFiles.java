package dev.highorder.processor;

import dev.highorder.processor.model.StackPlan;
import dev.highorder.processor.writing.ClassPathEntry;
import java.io.IOException;
import java.io.Writer;
import java.util.Objects;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/** Writes the {@linkplain ClassPathEntry entries} next to the compiled classes. */
final class EntryFiles {

  private final Filer filer;
  private final Elements elements;

  EntryFiles(Filer filer, Elements elements) {
    this.filer = filer;
    this.elements = elements;
  }

  /**
   * Writes the entry of a class that was generated.
   *
   * @return a note if there is no entry, which only lists need; the class works without one
   */
  Optional<String> write(StackPlan plan) {
    try (Writer writer = create(plan).openWriter()) {
      writer.write(ClassPathEntry.write(plan));
      return Optional.empty();
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      return Optional.of(
          "%s is not listed by 'highorder nets', because the compiler did not let its entry %s be written: %s. It works all the same."
              .formatted(
                  plan.className(),
                  ClassPathEntry.path(plan),
                  Objects.requireNonNullElse(e.getMessage(), e.getClass().getName())));
    }
  }

  /** As for the class itself, one originating element keeps the processor isolating for Gradle. */
  private FileObject create(StackPlan plan) throws IOException {
    try {
      return create("", plan);
    } catch (FilerException e) {
      // Where several modules are compiled at once, javac asks for the module.
      ModuleElement module = elements.getModuleOf(plan.element());
      if (module == null || module.isUnnamed()) {
        throw e;
      }
      return create(module.getQualifiedName() + "/", plan);
    }
  }

  private FileObject create(String location, StackPlan plan) throws IOException {
    return filer.createResource(
        StandardLocation.CLASS_OUTPUT, location, ClassPathEntry.path(plan), plan.element());
  }
}
