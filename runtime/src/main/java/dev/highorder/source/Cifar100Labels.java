package dev.highorder.source;

/** The labels of CIFAR-100, of which each image has two. */
public enum Cifar100Labels {
  /** 100 classes, such as apple and wolf. */
  FINE("fine_label_names.txt", 100),
  /** 20 classes of five each, such as fruit and vegetables. */
  COARSE("coarse_label_names.txt", 20);

  private final String namesFile;
  private final int count;

  Cifar100Labels(String namesFile, int count) {
    this.namesFile = namesFile;
    this.count = count;
  }

  String namesFile() {
    return namesFile;
  }

  int count() {
    return count;
  }
}
