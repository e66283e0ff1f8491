package dev.highorder.demo.cli.training;

import dev.highorder.storage.MayBeAbsent;

/**
 * Where the results of a training run go.
 *
 * @param classifier the directory of the saved classifier, an absolute path
 * @param overwrite whether a classifier, and a training run, that are there already are replaced
 * @param samples a folder for one test image of each class, an absolute path; null for none
 */
public record Output(String classifier, boolean overwrite, @MayBeAbsent String samples) {

  /** Returns the same output with another directory of the classifier. */
  public Output to(String changed) {
    return new Output(changed, overwrite, samples);
  }
}
