package dev.highorder.demo.cli.options;

import dev.highorder.demo.cli.training.ExampleKind;
import dev.highorder.demo.cli.training.NetworkSpec;
import dev.highorder.demo.cli.training.StartSpec;
import dev.highorder.recipe.FineTuning;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.StorageException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options by which a training run starts from a trained network and changes parts of it. */
public final class FineTuningOptions {

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description =
          "Start from the parameters of a saved classifier with the same depth and widths; its scheme"
              + " and classes may differ.")
  private Path from;

  @Option(
      names = "--recalibrate",
      converter = WholeNumber.Count.class,
      paramLabel = "N",
      description =
          "With --from: before the first step, estimate the statistics of batch normalisation anew"
              + " from N training images.")
  private Integer recalibration;

  @Option(
      names = "--freeze-to",
      converter = Word.class,
      paramLabel = "PART",
      description =
          "Freeze the network from its stem to this part: stem, stack1, transition1, stack2, ..."
              + " Default: nothing is frozen.")
  private String frozenTo;

  @Option(
      names = "--body-lr",
      converter = RealNumber.TrueShare.class,
      paramLabel = "FACTOR",
      description = "Factor of the learning rate of all parts but the head. Default: 1.")
  private Float bodyRate;

  /** Returns a recipe with these settings. */
  public TrainingRecipe of(TrainingRecipe recipe) {
    return recipe.toBuilder()
        .optFineTuning(new FineTuning(frozenTo, bodyRate == null ? 1 : bodyRate))
        .build();
  }

  /**
   * Returns where the run starts; empty for new parameters.
   *
   * @throws StorageException if that is not a saved classifier, or damaged
   */
  public Optional<StartSpec> start() throws StorageException {
    if (from == null) {
      if (recalibration != null) {
        throw new IllegalArgumentException(
            "--recalibrate %s needs a trained network. Add --from, or leave it out."
                .formatted(recalibration));
      }
      return Optional.empty();
    }
    return Optional.of(StartSpec.of(from, recalibration == null ? 0 : recalibration));
  }

  /**
   * Checks the options against a network.
   *
   * @throws IllegalArgumentException if it lacks a part, or has no statistics to recalibrate
   */
  public void check(NetworkSpec network, ExampleKind kind) {
    if (frozenTo != null) {
      try {
        new FineTuning(frozenTo, 1).frozenParts(network.parts(kind));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("--freeze-to: " + e.getMessage(), e);
      }
    }
    if (recalibration != null && !network.normalisesBatches(kind)) {
      throw new IllegalArgumentException(
          "--recalibrate %s has no effect: the network %s has no batch normalisation. Leave it out."
              .formatted(recalibration, network.name()));
    }
  }
}
