package dev.highorder.dataset;

import dev.highorder.augmentation.Augmentation;
import dev.highorder.input.InputFormat;
import dev.highorder.storage.FileContent;
import dev.highorder.text.ForeignText;
import java.util.List;

/**
 * A set of labelled examples, in memory or read while it is used. Training and evaluation depend on
 * this interface only: a new kind of example is one implementation.
 *
 * <p>A set never changes, and several threads may use it at the same time.
 */
public interface ExampleSet {

  /** Returns where the examples come from, for people to read: {@code shapes (train), seed 1}. */
  String description();

  /** Returns the number of examples, at least 1. */
  int size();

  /** Returns the names of the classes, all different; a label is an index into this list. */
  List<String> classes();

  /**
   * Returns the label of an example.
   *
   * @param index 0 to {@code size() - 1}
   * @return an index into {@link #classes()}
   * @throws IndexOutOfBoundsException if there is no such example
   */
  int label(int index);

  /**
   * Returns a checksum of all examples, labels and names of classes, by which a resumed training
   * recognises its training set.
   *
   * @return the SHA-256, in lower-case hexadecimal
   */
  String sha256();

  /**
   * Returns the format in which a network that is trained on this set reads it. Whatever it depends
   * on, such as a mean or a vocabulary, is measured on this set.
   */
  InputFormat measuredFormat();

  /**
   * Returns the files that {@link InputFormat#files} of its format names, to be saved with a
   * classifier that is trained on this set. By default there are none.
   */
  default List<FileContent> files() {
    return List.of();
  }

  /**
   * Returns an encoder without random changes.
   *
   * @param format the format of the network: that of this set, or of the set it was trained on
   * @throws IllegalArgumentException if the examples cannot be brought into this format
   */
  ExampleEncoder encoder(InputFormat format);

  /**
   * Returns an encoder that changes each example at random, in each epoch anew. By default only an
   * empty list is accepted.
   *
   * @param format as in {@link #encoder(InputFormat)}
   * @param augmentation the changes, in this order
   * @param seed the same seed, epoch and index give the same change
   * @throws IllegalArgumentException if the examples cannot be brought into this format, or the
   *     changes do not apply to this kind of example
   */
  default ExampleEncoder encoder(InputFormat format, List<Augmentation> augmentation, long seed) {
    if (!augmentation.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: the augmentation %s changes images, but these examples are of another kind. Train without augmentation."
              .formatted(ForeignText.show(description()), augmentation));
    }
    return encoder(format);
  }
}
