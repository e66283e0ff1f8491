package dev.highorder.source;

import dev.highorder.dataset.DataSplit;
import dev.highorder.source.ClassDirectories.LabelledFile;
import dev.highorder.text.ForeignText;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The files of a data set, divided by a {@link ImageHoldout}.
 *
 * @param all the files of both sides
 * @param training the files to learn from, and those that are no images, which reading reports
 * @param test the files that are withheld
 */
record HoldoutSides(ClassDirectories all, List<LabelledFile> training, List<LabelledFile> test) {

  /**
   * Divides files.
   *
   * @param name the name of a file within its class, the same on every machine
   * @throws DataSetException if a class has too few images
   */
  static HoldoutSides of(
      ClassDirectories all, ImageHoldout holdout, Function<LabelledFile, String> name)
      throws DataSetException {
    Function<LabelledFile, String> composed =
        file -> Normalizer.normalize(name.apply(file), Normalizer.Form.NFC);
    List<List<LabelledFile>> byClass = new ArrayList<>();
    while (byClass.size() < all.classes().size()) {
      byClass.add(new ArrayList<>());
    }
    all.files().forEach(file -> byClass.get(file.label()).add(file));
    List<LabelledFile> training = new ArrayList<>();
    List<LabelledFile> test = new ArrayList<>();
    for (int label = 0; label < byClass.size(); label++) {
      List<LabelledFile> files = byClass.get(label);
      String className = all.classes().get(label);
      List<String> names =
          files.stream().filter(LabelledFile::isImage).map(composed).distinct().toList();
      requireTwo(className, names.size());
      Set<String> withheld =
          holdout.withheld(Normalizer.normalize(className, Normalizer.Form.NFC), names);
      for (LabelledFile file : files) {
        boolean isTest = file.isImage() && withheld.contains(composed.apply(file));
        (isTest ? test : training).add(file);
      }
    }
    return new HoldoutSides(all, training, test);
  }

  private static void requireTwo(String className, int images) throws DataSetException {
    if (images < 2) {
      throw new DataSetException(
          "The class %s has %s, but a holdout needs two: one to learn from and one to test with. Add images of it, or remove the class."
              .formatted(ForeignText.show(className), ImageNames.images(images)));
    }
  }

  /** Returns the files of one side. */
  ClassDirectories side(DataSplit split, int limitPerClass) {
    int[] taken = new int[all.classes().size()];
    List<LabelledFile> files = new ArrayList<>(split == DataSplit.TRAIN ? training : test);
    files.removeIf(file -> taken[file.label()]++ >= limitPerClass);
    return new ClassDirectories(all.classes(), files, all.leftovers());
  }
}
