package dev.highorder.demo.cli.training;

import dev.highorder.artifact.Manifest;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.input.ImageFormat;
import dev.highorder.input.InputFormat;
import dev.highorder.network.Network;
import dev.highorder.network.Transplant;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.nio.file.Path;

/**
 * The saved classifier from whose parameters a training run starts. A run that has begun does not
 * need it any more.
 *
 * @param classifier its directory, an absolute path
 * @param donor what the new classifier remembers of it
 */
public record StartSpec(String classifier, Manifest.Donor donor) {

  /**
   * Opens a saved classifier.
   *
   * @param recalibration the number of images with which statistics are estimated anew, or 0
   * @throws StorageException if it is not a saved classifier, or damaged
   */
  public static StartSpec of(Path classifier, int recalibration) throws StorageException {
    return new StartSpec(
        classifier.toAbsolutePath().normalize().toString(),
        Manifest.Donor.of(SavedClassifier.open(classifier).manifest(), recalibration));
  }

  /** Returns the same classifier in another place. */
  StartSpec in(String changed) {
    return new StartSpec(changed, donor);
  }

  /**
   * Returns examples that are prepared as the saved classifier's, if no preparation was asked for.
   *
   * @param asked whether one was
   * @throws StorageException if it is not a saved classifier, or damaged
   */
  public DataSpec prepared(DataSpec examples, boolean asked) throws StorageException {
    return !asked
            && examples.kind() == ExampleKind.IMAGES
            && open().manifest().input() instanceof ImageFormat image
        ? examples.prepared(image)
        : examples;
  }

  /**
   * Checks that the network of a job can get the parameters.
   *
   * @throws IllegalArgumentException if it cannot; the message names what differs
   * @throws StorageException if it is not a saved classifier, or damaged
   */
  public void check(NetworkSpec network, ExampleKind kind) throws StorageException {
    SavedClassifier saved = open();
    InputFormat input = saved.manifest().input();
    boolean isImage = input instanceof ImageFormat;
    if (isImage != (kind == ExampleKind.IMAGES)
        || (kind == ExampleKind.TEXTS) != input.tokens() > 0) {
      throw new IllegalArgumentException(
          "%s reads examples of the kind %s, but --data has %s. Start from another classifier, or from none."
              .formatted(name(), ForeignText.show(input.kind()), kind.description()));
    }
    Network donor = saved.emptyNetwork();
    Network receiver = network.create(saved.manifest().classes().size(), kind, input.tokens());
    try {
      Transplant.requirePossible(donor, receiver);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--from %s cannot start %s. %s".formatted(name(), network.name(), e.getMessage()), e);
    }
  }

  SavedClassifier open() throws StorageException {
    return SavedClassifier.open(Path.of(classifier));
  }

  /** Returns the directory as messages show it. */
  String name() {
    return ForeignText.show(classifier);
  }

  /**
   * Returns the format of examples: that of the saved classifier. Images may have another size,
   * since their network has the same parameters.
   */
  static InputFormat format(InputFormat saved, ExampleSet examples) {
    if (saved instanceof ImageFormat image && examples instanceof LabelledImages images) {
      return images.format(image.normalisation());
    }
    examples.encoder(saved);
    return saved;
  }
}
