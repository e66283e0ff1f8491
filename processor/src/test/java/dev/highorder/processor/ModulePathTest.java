package dev.highorder.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.processor.testkit.Compilation;
import java.io.File;
import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application in a named module needs one line for HighOrder, to compile and to run. */
class ModulePathTest {

  /** The modules that stay out of an application: those that the processor and tests use. */
  private static final Set<String> NOT_OF_THE_APPLICATION =
      Set.of("com.squareup.javapoet", "auto.common", "auto.service.annotations");

  private static final String MODULE =
      """
      module example.app {
        requires dev.highorder.runtime;
        exports example;
      }
      """;

  private static final String UNIT =
      """
      package example;
      import ai.djl.ndarray.types.Shape;
      import ai.djl.nn.*;
      import ai.djl.nn.convolutional.Conv2d;
      import dev.highorder.*;
      @HighOrder(scheme = Scheme.RK4, blocks = 1)
      public class Unit extends SequentialBlock {
        public Unit(int channels) {
          add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(channels)
              .optPadding(new Shape(1, 1)).build());
          add(Activation::tanh);
        }
      }
      """;

  private static final String APPLICATION =
      """
      package example;
      import ai.djl.Model;
      import dev.highorder.artifact.SavedClassifier;
      import dev.highorder.classifier.ImageClassifier;
      import dev.highorder.dataset.DataSplit;
      import dev.highorder.engine.Engines;
      import dev.highorder.recipe.TrainingRecipe;
      import dev.highorder.shapes.DrawnShapes;
      import dev.highorder.training.FitLoop;
      import dev.highorder.training.checkpoint.CheckpointPolicy;
      import java.nio.file.Path;
      public class Application {
        public static void main(String[] args) throws Exception {
          Path folder = Path.of(args[0]);
          var engine = Engines.start("", 1);
          var images = new DrawnShapes(1).draw(DataSplit.TRAIN, 20);
          var network = UnitRk4.network(images.classes().size(), 4);
          try (Model model = Model.newInstance("unit", engine.getEngineName())) {
            model.setBlock(network);
            var checkpoints = CheckpointPolicy.in(folder.resolve("checkpoints"));
            var recipe = TrainingRecipe.quick(1).optBatchSize(10).build();
            FitLoop.builder().setRecipe(recipe).optCheckpoints(checkpoints).build()
                .fit(model, images, images);
            var more = TrainingRecipe.quick(2).optBatchSize(10).build();
            var run = FitLoop.builder().setRecipe(more).optCheckpoints(checkpoints).build()
                .resume(model, images, images);
            SavedClassifier.save(folder.resolve("unit"), network, run, true);
          }
          try (ImageClassifier classifier = ImageClassifier.load(folder.resolve("unit"))) {
            int classes = classifier.classify(images.image(0)).items().size();
            System.out.printf("%s has %d classes%n", Application.class.getModule(), classes);
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void trainsResumesSavesLoadsAndClassifies() throws IOException, InterruptedException {
    Compilation compilation =
        Compilation.to(folder)
            .option("--module-path", modulePath())
            .compile(MODULE, UNIT, APPLICATION);
    assertEquals(List.of(), compilation.errors().stream().map(Object::toString).toList());

    assertEquals(
        "module example.app has 10 classes",
        run(
            "--module-path",
            modulePath() + File.pathSeparator + compilation.output(),
            "--module",
            "example.app/example.Application",
            folder.toString()));
  }

  /** Returns the last line of what a program prints, or all of it if it fails. */
  private static String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dai.djl.offline=true");
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? text.strip().replaceFirst("(?s).*\\R", "") : text;
  }

  /** Returns what an application with MXNet has on its path, out of this test's class path. */
  private static String modulePath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> isOfTheApplication(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isOfTheApplication(Path entry) {
    try {
      return ModuleFinder.of(entry).findAll().stream()
          .map(ModuleReference::descriptor)
          .map(module -> module.name())
          .anyMatch(
              name ->
                  !NOT_OF_THE_APPLICATION.contains(name)
                      && !name.matches(
                          "dev\\.highorder\\.processor|org\\.(junit|eclipse|opentest4j|apiguardian)\\b.*"));
    } catch (FindException e) { // a folder of classes without a descriptor: tests and the processor
      return false;
    }
  }
}
