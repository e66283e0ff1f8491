package dev.highorder.processor.writing;

import com.squareup.javapoet.ParameterSpec;
import dev.highorder.processor.model.Depth;
import dev.highorder.processor.model.StackPlan;
import dev.highorder.processor.model.StepSizePlan;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;

/**
 * Writes the entry of a generated class: a small properties file, by which a program finds the
 * class on its class path and knows what it stacks without loading it.
 */
public final class ClassPathEntry {

  /** The folder of the entries; {@code dev.highorder.generated} reads it. */
  private static final String FOLDER = "META-INF/highorder/";

  private ClassPathEntry() {}

  /** Returns the path of a class's entry. Each class has its own, so that jars can be merged. */
  public static String path(StackPlan plan) {
    return FOLDER + plan.qualifiedName();
  }

  /** Returns the entry of a plan's class as properties in ASCII; the same plan gives the same. */
  public static String write(StackPlan plan) {
    StringBuilder entry = new StringBuilder();
    line(entry, "subNet", plan.subNet().qualifiedName());
    line(entry, "scheme", plan.scheme().name());
    line(entry, "blocks", blocks(plan.depth()));
    line(entry, "weights", plan.weights().name());
    line(entry, "step", step(plan.stepSize()));
    line(entry, "afterSum", plan.afterSum().name());
    line(entry, "changesShape", String.valueOf(plan.changesShape()));
    int number = 0;
    for (ExecutableElement element : plan.subNet().creators()) {
      Creator creator = new Creator(plan, element);
      number++;
      line(entry, "parameters." + number, parameters(creator));
      String name = creator.width().map(width -> width.name).orElse("");
      line(entry, "width." + number, name);
    }
    return UserText.inAscii(entry.toString());
  }

  private static void line(StringBuilder entry, String key, String value) {
    entry.append(key).append('=').append(value).append('\n');
  }

  private static String blocks(Depth depth) {
    List<Integer> blocks =
        depth instanceof Depth.NetworkOfStacks network
            ? network.blocks()
            : List.of(((Depth.OneStack) depth).blocks());
    return blocks.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String step(StepSizePlan step) {
    String range =
        step.range().isEmpty()
            ? ""
            : " in " + step.range(); // a list prints like the setting of the generated class
    return step.size() + " " + step.h() + range;
  }

  private static String parameters(Creator creator) {
    return creator.parameters().stream()
        .map(ClassPathEntry::parameter)
        .collect(Collectors.joining("; "));
  }

  private static String parameter(ParameterSpec parameter) {
    return parameter.type + " " + parameter.name;
  }
}
