package dev.highorder.processor;

import com.google.auto.common.BasicAnnotationProcessor.Step;
import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableSetMultimap;
import dev.highorder.HighOrder;
import dev.highorder.processor.diagnostic.Problem;
import dev.highorder.processor.diagnostic.Report;
import dev.highorder.processor.model.HighOrderDeclaration;
import dev.highorder.processor.model.StackPlan;
import dev.highorder.processor.model.VisibleTypes;
import dev.highorder.processor.validation.DependencyValidator;
import dev.highorder.processor.validation.DepthValidator;
import dev.highorder.processor.validation.NameValidator;
import dev.highorder.processor.validation.StepSizeValidator;
import dev.highorder.processor.validation.SubNetValidator;
import dev.highorder.processor.validation.TableauValidator;
import dev.highorder.processor.writing.StackWriter;
import dev.highorder.processor.writing.TableauNote;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.Generated;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.util.Elements;

/** The one processing step: takes each annotation through read, check, plan and write. */
final class HighOrderStep implements Step {

  private final VisibleTypes types;
  private final Messager messager;
  private final Filer filer;
  private final DependencyValidator dependencies;
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
    dependencies = new DependencyValidator(elements);
    subNets = new SubNetValidator(elements, environment.getTypeUtils());
    names = new NameValidator(types);
  }

  @Override
  public Set<String> annotations() {
    return Set.of(HighOrder.class.getCanonicalName(), HighOrder.List.class.getCanonicalName());
  }

  @Override
  public Set<? extends Element> process(ImmutableSetMultimap<String, Element> annotated) {
    for (Element element : annotated.values()) {
      List<AnnotationMirror> annotations = HighOrderDeclaration.annotationsOn(element);
      for (AnnotationMirror annotation : annotations) {
        Report report = new Report(element, annotation, annotations.size() > 1);
        try {
          process(element, annotation, report);
        } catch (RuntimeException e) {
          report.add(Problem.INTERNAL, element, Throwables.getStackTraceAsString(e));
        }
        report.printTo(messager);
      }
    }
    return Set.of();
  }

  private void process(Element element, AnnotationMirror annotation, Report report) {
    dependencies.check(report);
    if (!report.isClean()) {
      return;
    }
    HighOrderDeclaration declaration = HighOrderDeclaration.of(element, annotation);
    depths.check(declaration, report);
    names.check(declaration, report);
    tableaus.check(declaration, report);
    stepSizes.check(declaration, report);
    subNets.check(declaration, report);
    if (!report.isClean()) {
      return;
    }
    List<StackPlan> plans = StackPlan.allOf(declaration, seesGenerated(element));
    plans.forEach(plan -> names.check(plan, report));
    if (report.isClean()) {
      plans.forEach(plan -> write(plan, report));
    }
  }

  /** Whether the element's module reads the one that declares {@code @Generated}. */
  private boolean seesGenerated(Element element) {
    return types.find(element, Generated.class.getCanonicalName()).isPresent();
  }

  private void write(StackPlan plan, Report report) {
    try {
      StackWriter.write(plan).writeTo(filer);
      TableauNote.of(plan).ifPresent(report::addNote);
    } catch (FilerException e) {
      // The compiler reports that the class is among the sources, or that a processor wrote it.
      report.add(Problem.NAME_TAKEN, plan.qualifiedName());
    } catch (IOException e) {
      report.add(Problem.UNWRITABLE, plan.qualifiedName(), e.getMessage());
    }
  }
}
