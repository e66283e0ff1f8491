package dev.highorder.processor;

import com.google.auto.common.BasicAnnotationProcessor;
import com.google.auto.service.AutoService;
import java.util.List;
import javax.annotation.processing.Processor;
import javax.lang.model.SourceVersion;

/**
 * Writes, for each {@link dev.highorder.HighOrder @HighOrder}, the DJL block that stacks the
 * annotated sub-net as a Runge-Kutta method.
 *
 * <p>The work goes through four phases, each a package that can be read and tested alone:
 *
 * <ol>
 *   <li><b>read</b>: {@link dev.highorder.processor.model.HighOrderDeclaration} mirrors what the
 *       user wrote;
 *   <li><b>check</b>: {@code validation} adds everything that is wrong to a {@link
 *       dev.highorder.processor.diagnostic.Report}; nothing is written for a declaration whose
 *       report is not clean;
 *   <li><b>plan</b>: {@link dev.highorder.processor.model.StackPlan} is the decision: the class's
 *       name, the scheme's exact tableau, and the {@link dev.highorder.processor.scheme.Schedule
 *       schedule} by which a block computes and releases its tensors;
 *   <li><b>write</b>: {@link dev.highorder.processor.writing.StackWriter} only spells the plan.
 * </ol>
 *
 * <p>The base class waits with elements that refer to classes other processors have yet to write.
 * The processor is isolating in Gradle's sense: each file has one originating element.
 */
@AutoService(Processor.class)
public final class HighOrderProcessor extends BasicAnnotationProcessor {

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  protected Iterable<? extends Step> steps() {
    return List.of(new HighOrderStep(processingEnv));
  }
}
