package dev.highorder.processor;

import com.google.common.base.Throwables;
import dev.highorder.processor.diagnostic.Problem;
import dev.highorder.processor.diagnostic.Report;
import dev.highorder.processor.model.HighOrderDeclaration;
import dev.highorder.processor.model.Scope;
import dev.highorder.processor.model.StackPlan;
import dev.highorder.processor.model.SubNet;
import dev.highorder.processor.model.VisibleTypes;
import dev.highorder.processor.validation.DependencyValidator;
import dev.highorder.processor.validation.DepthValidator;
import dev.highorder.processor.validation.NameValidator;
import dev.highorder.processor.validation.ResolutionValidator;
import dev.highorder.processor.validation.StepSizeValidator;
import dev.highorder.processor.validation.SubNetValidator;
import dev.highorder.processor.validation.TableauValidator;
import dev.highorder.processor.writing.NetworkNote;
import dev.highorder.processor.writing.StackWriter;
import dev.highorder.processor.writing.TableauNote;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;

/** The one processing step: takes each annotation through read, check, plan and write. */
final class HighOrderStep {

  private final VisibleTypes types;
  private final Messager messager;
  private final Filer filer;
  private final EntryFiles entries;
  private final DependencyValidator dependencies;
  private final ResolutionValidator resolution;
  private final DepthValidator depths = new DepthValidator();
  private final TableauValidator tableaus = new TableauValidator();
  private final StepSizeValidator stepSizes = new StepSizeValidator();
  private final SubNetValidator subNets;
  private final NameValidator names;

  HighOrderStep(ProcessingEnvironment environment) {
    Elements elements = environment.getElementUtils();
    types = new VisibleTypes(elements);
    messager = environment.getMessager();
    filer = environment.getFiler();
    entries = new EntryFiles(filer, elements);
    dependencies = new DependencyValidator(elements);
    resolution = new ResolutionValidator(elements);
    subNets = new SubNetValidator(elements, environment.getTypeUtils());
    names = new NameValidator(types);
  }

  /** Returns whether an element is done; otherwise it refers to what does not exist yet. */
  boolean process(Element element) {
    List<AnnotationMirror> annotations = HighOrderDeclaration.annotationsOn(element);
    for (AnnotationMirror annotation : annotations) {
      Report report = new Report(element, annotation, annotations.size() > 1);
      boolean isDone = guard(element, report, () -> process(element, annotation, report));
      report.printTo(messager);
      if (!isDone) {
        return false;
      }
    }
    return true;
  }

  /** Reports the elements that wait after the last round. */
  void giveUp(List<Element> waiting) {
    for (Element element : waiting) {
      AnnotationMirror annotation = HighOrderDeclaration.annotationsOn(element).get(0);
      Report report = new Report(element, annotation, false);
      guard(element, report, () -> resolution.check(element, waiting, report));
      report.printTo(messager);
    }
  }

  /** Turns what a compiler or this processor throws into a problem. */
  private static boolean guard(Element element, Report report, BooleanSupplier work) {
    try {
      return work.getAsBoolean();
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      if (isOfBrokenClass(e)) {
        report.add(Problem.BROKEN_CLASS, SubNet.qualifiedName(element), e.getMessage());
      } else {
        report.add(Problem.INTERNAL, element, Throwables.getStackTraceAsString(e));
      }
      return true;
    }
  }

  /** Whether javac or Eclipse's compiler throws it when a class file is missing or damaged. */
  private static boolean isOfBrokenClass(Throwable thrown) {
    for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getSimpleName().equals("CompletionFailure")
          || type.getSimpleName().equals("AbortCompilation")) {
        return true;
      }
    }
    return false;
  }

  private boolean process(Element element, AnnotationMirror annotation, Report report) {
    dependencies.check(report);
    if (!report.isClean()) {
      return true;
    }
    if (!resolution.isResolved(element)) {
      return false;
    }
    generate(HighOrderDeclaration.of(element, annotation), report);
    return true;
  }

  private void generate(HighOrderDeclaration declaration, Report report) {
    depths.check(declaration, report);
    names.check(declaration, report);
    tableaus.check(declaration, report);
    stepSizes.check(declaration, report);
    subNets.check(declaration, report);
    if (!report.isClean()) {
      return;
    }
    Scope scope = Scope.of(declaration, types);
    List<StackPlan> plans = StackPlan.allOf(declaration, scope);
    plans.forEach(plan -> names.check(plan, report));
    if (report.isClean()) {
      plans.forEach(plan -> write(plan, report));
    }
  }

  private void write(StackPlan plan, Report report) {
    String source = StackWriter.write(plan);
    try {
      // One originating element for each file is what makes the processor isolating for Gradle.
      JavaFileObject file = filer.createSourceFile(plan.qualifiedName(), plan.element());
      try (Writer writer = file.openWriter()) {
        writer.write(source);
      }
      entries.write(plan).ifPresent(report::addNote);
      TableauNote.of(plan).ifPresent(report::addNote);
      NetworkNote.of(plan).ifPresent(report::addNote);
    } catch (FilerException e) {
      // The compiler reports that the class is among the sources, or that a processor wrote it.
      report.add(Problem.NAME_TAKEN, plan.qualifiedName());
    } catch (IOException e) {
      report.add(
          Problem.UNWRITABLE,
          plan.qualifiedName(),
          Objects.requireNonNullElse(e.getMessage(), e.getClass().getName()));
    }
  }
}
