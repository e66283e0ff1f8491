package dev.highorder.processor;

import com.google.auto.service.AutoService;
import dev.highorder.HighOrder;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * The annotation processor: generates, for each {@link dev.highorder.HighOrder @HighOrder}, the DJL
 * blocks that stack the annotated sub-net by numerical schemes.
 *
 * <p>The work has four phases, each a package that can be read and tested alone:
 *
 * <ol>
 *   <li><b>read</b>: {@link dev.highorder.processor.model.HighOrderDeclaration} is the annotation
 *       as the user wrote it, each value with its place in the source;
 *   <li><b>check</b>: {@code validation} adds everything that is wrong to a {@link
 *       dev.highorder.processor.diagnostic.Report}; nothing is generated for an annotation with a
 *       problem;
 *   <li><b>plan</b>: {@link dev.highorder.processor.model.StackPlan} decides the class's name, its
 *       exact coefficients and its depth;
 *   <li><b>write</b>: {@link dev.highorder.processor.writing.StackWriter} only spells the plan as
 *       Java.
 * </ol>
 *
 * <p>An element waits for the next round if its own types or values do not exist yet: another
 * processor may write them. Other members of its class do not matter, so that they may use the
 * generated class. The processor is isolating in Gradle's sense: each file has one originating
 * element.
 */
@AutoService(Processor.class)
public final class HighOrderProcessor extends AbstractProcessor {

  private AnnotatedElements annotated;
  private HighOrderStep step;

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    annotated = new AnnotatedElements(environment.getElementUtils());
    step = new HighOrderStep(environment);
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(HighOrder.class.getCanonicalName(), HighOrder.List.class.getCanonicalName());
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (!round.processingOver()) {
      for (Element element : annotated.of(annotations, round)) {
        if (step.process(element)) {
          annotated.finish(element);
        } else {
          annotated.defer(element);
        }
      }
    } else {
      step.giveUp(annotated.waiting());
    }
    return false;
  }
}
