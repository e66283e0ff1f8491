package dev.highorder.processor;

import com.google.common.base.Throwables;
import dev.highorder.processor.diagnostic.Lines;
import dev.highorder.processor.diagnostic.Problem;
import dev.highorder.processor.diagnostic.Report;
import dev.highorder.processor.model.HighOrderDeclaration;
import dev.highorder.processor.model.Scope;
import dev.highorder.processor.model.StackPlan;
import dev.highorder.processor.model.SubNet;
import dev.highorder.processor.model.VisibleTypes;
import dev.highorder.processor.validation.AfterSumValidator;
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
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
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
  private final AfterSumValidator afterSums = new AfterSumValidator();
  private final SubNetValidator subNets;
  private final NameValidator names;

  /** The simple names of the classes that are not generated because of a problem. */
  private final Set<String> refused = new HashSet<>();

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
    Report report = new Report(element, null, false);
    boolean isDone = guard(element, report, () -> process(element, report));
    report.printTo(messager);
    return isDone;
  }

  private boolean process(Element element, Report report) {
    if (!isTypeOrMethod(element)) {
      return true; // the compiler says that an annotation cannot stand there
    }
    List<AnnotationMirror> annotations = HighOrderDeclaration.annotationsOn(element);
    if (!annotations.isEmpty()) {
      dependencies.check(report);
      if (!report.isClean()) {
        return true;
      }
      if (!resolution.isResolved(element)) {
        return false;
      }
    }
    annotations.forEach(annotation -> generate(element, annotation, annotations.size() > 1));
    HighOrderDeclaration.emptyListOn(element).ifPresent(list -> refuse(element, list));
    return true;
  }

  private void generate(Element element, AnnotationMirror annotation, boolean repeated) {
    Report report = new Report(element, annotation, repeated);
    guard(
        element,
        report,
        () -> {
          generate(HighOrderDeclaration.of(element, annotation), report);
          return true;
        });
    report.printTo(messager);
  }

  private void refuse(Element element, AnnotationMirror emptyList) {
    Report report = new Report(element, emptyList, false);
    report.add(Problem.EMPTY_LIST);
    report.printTo(messager);
  }

  private static boolean isTypeOrMethod(Element element) {
    ElementKind kind = element.getKind();
    return kind.isClass() || kind.isInterface() || kind == ElementKind.METHOD;
  }

  /**
   * Reports the elements that wait after the last round; but not those that only wait for a class
   * which an annotation with a problem would have given.
   */
  void giveUp(List<Element> waiting) {
    for (Element element : waiting) {
      AnnotationMirror annotation = HighOrderDeclaration.annotationsOn(element).get(0);
      Report report = new Report(element, annotation, false);
      guard(element, report, () -> resolution.check(element, waiting, refused, report));
      report.printTo(messager);
    }
  }

  /** Turns whatever a compiler or this processor throws into a problem. */
  private static boolean guard(Element element, Report report, BooleanSupplier work) {
    try {
      return work.getAsBoolean();
    } catch (OutOfMemoryError e) {
      report.add(Problem.OUT_OF_MEMORY, SubNet.qualifiedName(element), e.getMessage());
    } catch (RuntimeException | Error e) {
      if (isOfBrokenClass(e)) {
        report.add(
            Problem.BROKEN_CLASS,
            SubNet.qualifiedName(element),
            new Lines(String.valueOf(e.getMessage())));
      } else {
        report.add(Problem.INTERNAL, element, new Lines(Throwables.getStackTraceAsString(e)));
      }
    }
    return true;
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

  private void generate(HighOrderDeclaration declaration, Report report) {
    depths.check(declaration, report);
    names.check(declaration, report);
    tableaus.check(declaration, report);
    stepSizes.check(declaration, report);
    afterSums.check(declaration, report);
    subNets.check(declaration, report);
    if (report.isClean()) {
      plan(declaration, report);
    }
    if (!report.isClean()) {
      refused.addAll(StackPlan.classNames(declaration));
    }
  }

  private void plan(HighOrderDeclaration declaration, Report report) {
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
