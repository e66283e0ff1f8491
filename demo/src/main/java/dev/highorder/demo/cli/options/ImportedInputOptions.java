package dev.highorder.demo.cli.options;

import dev.highorder.image.Normalisation;
import dev.highorder.image.Preparation;
import dev.highorder.image.RgbImage;
import dev.highorder.input.ImageFormat;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** The options that say what no file of weights holds: classes, and how images are prepared. */
public final class ImportedInputOptions {

  private static final Normalisation IMAGENET =
      new Normalisation(List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));
  private static final int LARGE_SIDE = 224;
  private static final int SMALL_SIDE = 32;

  /** The short side before the centre is cut out, relative to the side that is read. */
  private static final double CUT = 256.0 / 224;

  @Option(
      names = "--classes",
      converter = Word.class,
      paramLabel = "NAMES",
      description =
          "Names of the classes in the order of the outputs, joined by commas, or a text file with one"
              + " on each line. Default: class0, class1, ...")
  private String classes;

  @Option(
      names = "--mean",
      converter = ChannelValues.Means.class,
      paramLabel = "R,G,B",
      description =
          "Means of the channels, of pixels from 0 to 1. Default of layouts for ImageNet:"
              + " 0.485,0.456,0.406; others have none.")
  private ChannelValues mean;

  @Option(
      names = "--std",
      converter = ChannelValues.Deviations.class,
      paramLabel = "R,G,B",
      description =
          "Standard deviations of the channels, of pixels from 0 to 1. Default of layouts for"
              + " ImageNet: 0.229,0.224,0.225; others have none.")
  private ChannelValues std;

  @Option(
      names = "--size",
      converter = WholeNumber.Side.class,
      paramLabel = "SIDE",
      description =
          "Height and width of the images that the network reads. Default: 224 of layouts for"
              + " ImageNet, where the centre is cut out, otherwise 32.")
  private Integer size;

  /**
   * Returns the names of the classes.
   *
   * @param outputs the number of outputs in the file
   * @param newHead whether another number is right
   * @throws IllegalArgumentException if there are others, a name occurs twice, or a new head has no
   *     names
   */
  public List<String> classes(int outputs, boolean newHead) throws IOException {
    if (classes == null) {
      if (newHead) {
        throw new IllegalArgumentException(
            "--new-head needs the names of the new classes. Add --classes.");
      }
      return IntStream.range(0, outputs).mapToObj(i -> "class" + i).toList();
    }
    List<String> names = names();
    if (names.size() != outputs && !newHead) {
      throw new IllegalArgumentException(
          "--classes has %s names, but the file has %s outputs. Give as many, or add --new-head to train another last layer."
              .formatted(names.size(), outputs));
    }
    if (names.size() < 2
        || names.stream().anyMatch(String::isEmpty)
        || new HashSet<>(names).size() != names.size()) {
      throw new IllegalArgumentException(
          "--classes %s has fewer than 2 names, an empty one, or one twice. Give each class a name of its own."
              .formatted(ForeignText.show(classes)));
    }
    return names;
  }

  private List<String> names() throws IOException {
    if (classes.indexOf('\0') < 0 && Files.isRegularFile(Path.of(classes))) {
      return Files.readAllLines(Path.of(classes)).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    }
    return Arrays.stream(classes.split(",", -1)).map(String::strip).toList();
  }

  /**
   * Returns how images are prepared.
   *
   * @param isLarge whether the layout is one for ImageNet
   * @throws IllegalArgumentException if the normalisation is not known
   */
  public ImageFormat format(boolean isLarge) {
    if ((mean == null) != (std == null)) {
      throw new IllegalArgumentException("Give both --mean and --std, or neither.");
    }
    if (mean == null && !isLarge) {
      throw new IllegalArgumentException(
          "No file of weights holds the mean and the standard deviation of its images. Give those of its training with --mean and --std.");
    }
    Normalisation normalisation =
        mean == null ? IMAGENET : new Normalisation(mean.values(), std.values());
    int side = size != null ? size : isLarge ? LARGE_SIDE : SMALL_SIDE;
    Preparation preparation =
        isLarge ? Preparation.crop((int) Math.round(side * CUT)) : Preparation.stretch();
    return new ImageFormat(RgbImage.CHANNELS, side, side, normalisation, preparation);
  }
}
