package dev.highorder.source;

import dev.highorder.storage.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A share of every class that is withheld from the training set and becomes the test set.
 *
 * <p>The side of an image depends on the seed and on the names in its class, not on the order of
 * files, the machine or the limit of images. An image that is added or deleted moves at most one
 * other image of its class to the other side.
 *
 * @param share the share of each class, above 0 and below 1; at least one image of each is withheld
 * @param seed another seed withholds other images
 */
public record ImageHoldout(double share, long seed) {

  /** The seed unless another is given. */
  public static final long DEFAULT_SEED = 1;

  /** A name with the hash that decides its side. */
  private record Hashed(String name, String hash) {}

  /**
   * Checks the share.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public ImageHoldout {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "The share that is withheld is %s. Give a number above 0 and below 1.".formatted(share));
    }
  }

  /**
   * Returns those names of a class that are withheld: at least one, and not all.
   *
   * @param className the class
   * @param names two or more different names
   */
  Set<String> withheld(String className, List<String> names) {
    List<Hashed> hashed = new ArrayList<>();
    for (String name : names) {
      hashed.add(new Hashed(name, Sha256.of(seed + "\n" + className + "\n" + name)));
    }
    hashed.sort(Comparator.comparing(Hashed::hash));
    int count = (int) Math.max(1, Math.min(names.size() - 1, Math.round(share * names.size())));
    Set<String> withheld = new HashSet<>();
    hashed.subList(0, count).forEach(one -> withheld.add(one.name()));
    return withheld;
  }
}
