package dev.highorder.processor;

import com.google.auto.common.BasicAnnotationProcessor.Step;
import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableSetMultimap;
import dev.highorder.HighOrder;
import dev.highorder.processor.diagnostic.Problem;
import dev.highorder.processor.diagnostic.Report;
import dev.highorder.processor.model.HighOrderDeclaration;
import dev.highorder.processor.model.Method;
import dev.highorder.processor.model.StackPlan;
import dev.highorder.processor.model.StepPlan;
import dev.highorder.processor.model.VisibleTypes;
import dev.highorder.processor.scheme.ButcherTableau;
import dev.highorder.processor.scheme.Stability;
import dev.highorder.processor.validation.DeclarationValidator;
import dev.highorder.processor.validation.DependencyValidator;
import dev.highorder.processor.validation.MethodValidator;
import dev.highorder.processor.validation.NameValidator;
import dev.highorder.processor.validation.StepValidator;
import dev.highorder.processor.validation.SubNetValidator;
import dev.highorder.processor.writing.StackWriter;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.Generated;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.util.Elements;

/** Takes each annotated element of a round through read, check, plan and write. */
final class HighOrderStep implements Step {

  private final VisibleTypes types;
  private final Messager messager;
  private final Filer filer;
  private final DependencyValidator dependencies;
  private final DeclarationValidator declarations = new DeclarationValidator();
  private final MethodValidator methods = new MethodValidator();
  private final StepValidator steps = new StepValidator();
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
      for (HighOrderDeclaration declaration : HighOrderDeclaration.allOn(element)) {
        process(declaration);
      }
    }
    return Set.of();
  }

  private void process(HighOrderDeclaration declaration) {
    Report report =
        new Report(declaration.element(), declaration.annotation(), declaration.isRepeated());
    try {
      generate(declaration, report);
    } catch (RuntimeException e) {
      report.add(Problem.INTERNAL, declaration.element(), Throwables.getStackTraceAsString(e));
    }
    report.printTo(messager);
  }

  private void generate(HighOrderDeclaration declaration, Report report) {
    dependencies.check(report);
    if (!report.isClean()) {
      return;
    }
    declarations.check(declaration, report);
    Optional<Method> method = methods.check(declaration, report);
    StepPlan step = steps.check(declaration, report);
    subNets.check(declaration.element(), report);
    if (!report.isClean() || method.isEmpty()) {
      return;
    }
    StackPlan plan =
        StackPlan.of(declaration, method.get(), step, seesGenerated(declaration.element()));
    names.check(plan, report);
    if (report.isClean()) {
      write(plan, report);
      if (!declaration.wrote("scheme")) {
        report.note(messager, facts(plan));
      }
    }
  }

  /** Whether the element's module reads the one that holds {@code @Generated}. */
  private boolean seesGenerated(Element element) {
    return types.find(element, Generated.class.getCanonicalName()).isPresent();
  }

  /** What the processor found out about a tableau of the user's own. */
  private static String facts(StackPlan plan) {
    ButcherTableau tableau = (ButcherTableau) plan.method().wiring(); // the user wrote one
    Stability stability = Stability.of(tableau);
    return "%s: order %d, %d stages, %d tensors held, largest row sum of |a| %.4g, stable on [%.4g, 0]"
        .formatted(
            plan.generated().simpleName(),
            plan.method().order(),
            tableau.stages(),
            plan.held(),
            stability.growth(),
            -stability.realInterval());
  }

  private void write(StackPlan plan, Report report) {
    String name = plan.generated().canonicalName();
    try {
      StackWriter.write(plan).writeTo(filer);
    } catch (FilerException e) {
      // The compiler's own word that the class is among the sources, or that a processor wrote it.
      report.add(Problem.NAME_TAKEN, name);
    } catch (IOException e) {
      report.add(Problem.UNWRITABLE, name, e.getMessage());
    }
  }
}
