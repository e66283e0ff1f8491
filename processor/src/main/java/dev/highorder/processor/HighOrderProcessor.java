package dev.highorder.processor;

import com.google.auto.common.BasicAnnotationProcessor;
import com.google.auto.service.AutoService;
import java.util.List;
import javax.annotation.processing.Processor;
import javax.lang.model.SourceVersion;

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
 * <p>The base class defers elements that refer to classes which other processors have yet to write.
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
