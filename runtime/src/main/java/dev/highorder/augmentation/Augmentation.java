package dev.highorder.augmentation;

import dev.highorder.image.ImageSize;
import dev.highorder.image.RgbImage;
import dev.highorder.text.ForeignText;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A random change of training images, by which a network sees each of them slightly different in
 * every epoch.
 *
 * <p>All randomness comes from the given {@link Random}: for one kind and one size of image, the
 * same number of values is drawn in the same order, whatever they are. The same state gives the
 * same image on every JVM.
 *
 * @param kind the kind of change
 * @param arguments the whole numbers that the kind takes, in the order of its written form; see
 *     {@link AugmentationKind}
 */
public record Augmentation(AugmentationKind kind, List<Integer> arguments) {

  private static final String NONE = "none";
  private static final String SEPARATOR = ":";

  /**
   * Checks the arguments.
   *
   * @throws IllegalArgumentException if the kind takes another number of arguments, or one is out
   *     of its range
   */
  public Augmentation {
    arguments = List.copyOf(arguments);
    List<Argument> parameters = kind.parameters();
    if (arguments.size() != parameters.size()) {
      throw refusal(
          written(kind, arguments),
          "it has %s arguments instead of %s".formatted(arguments.size(), parameters.size()));
    }
    for (int i = 0; i < parameters.size(); i++) {
      int argument = arguments.get(i);
      if (!parameters.get(i).allows(argument)) {
        throw refusal(
            written(kind, arguments),
            "%s %s is out of range".formatted(parameters.get(i).name(), argument));
      }
    }
  }

  /**
   * Returns a random crop: a window of the image's own size, anywhere in the image with a black
   * margin.
   *
   * @param padding the width of the margin on each side, in pixels; 1 to 1000
   * @throws IllegalArgumentException if it is out of range
   */
  public static Augmentation crop(int padding) {
    return new Augmentation(AugmentationKind.CROP, List.of(padding));
  }

  /**
   * Returns a random crop whose margin has the fill colour instead of black.
   *
   * @param padding the width of the margin on each side, in pixels; 1 to 1000
   * @throws IllegalArgumentException if it is out of range
   */
  public static Augmentation meanCrop(int padding) {
    return new Augmentation(AugmentationKind.MEANCROP, List.of(padding));
  }

  /** Returns a random flip: the image or, with probability 1/2, its mirror image. */
  public static Augmentation flip() {
    return new Augmentation(AugmentationKind.FLIP, List.of());
  }

  /**
   * Returns a cutout: a square in the fill colour around a random pixel.
   *
   * @param side the side of the square, in pixels; 1 to 1000
   * @throws IllegalArgumentException if it is out of range
   */
  public static Augmentation cutout(int side) {
    return new Augmentation(AugmentationKind.CUTOUT, List.of(side));
  }

  /** Returns AutoAugment's policy for CIFAR-10 as the paper prints it. */
  public static Augmentation autoAugment() {
    return new Augmentation(AugmentationKind.AUTOAUGMENT, List.of());
  }

  /** Returns AutoAugment's policy for CIFAR-10 as its authors released it. */
  public static Augmentation autoAugmentReleased() {
    return new Augmentation(AugmentationKind.AUTOAUGMENT_RELEASED, List.of());
  }

  /**
   * Returns RandAugment.
   *
   * @param operations the number of operations in a row, 1 to 10
   * @param magnitude the strength of each, 0 to 30
   * @throws IllegalArgumentException if one is out of range
   */
  public static Augmentation randAugment(int operations, int magnitude) {
    return new Augmentation(AugmentationKind.RANDAUGMENT, List.of(operations, magnitude));
  }

  /**
   * Parses the written form of {@link #toString}; arguments at the end may be left out.
   *
   * @param text such as {@code crop:4}, {@code flip}, {@code cutout} or {@code randaugment:2:9}, in
   *     capital or small letters
   * @return the augmentation, with the defaults filled in
   * @throws IllegalArgumentException if there is no such augmentation; the message lists what is
   *     possible
   */
  public static Augmentation parse(String text) {
    List<String> parts = List.of(text.strip().split(SEPARATOR, -1));
    AugmentationKind kind =
        Arrays.stream(AugmentationKind.values())
            .filter(candidate -> candidate.word().equalsIgnoreCase(parts.get(0)))
            .findFirst()
            .orElseThrow(() -> refusal(text, "its name is unknown"));
    int given = parts.size() - 1;
    List<Integer> defaults = kind.defaults();
    if (given > defaults.size()) {
      throw refusal(
          text,
          "it has %s arguments, and at most %s are possible".formatted(given, defaults.size()));
    }
    List<Integer> arguments =
        IntStream.range(0, defaults.size())
            .mapToObj(i -> i < given ? number(text, parts.get(i + 1)) : defaults.get(i))
            .toList();
    return new Augmentation(kind, arguments);
  }

  private static Integer number(String text, String part) {
    try {
      return Integer.valueOf(part);
    } catch (NumberFormatException e) {
      throw refusal(text, "'" + part + "' is not a whole number");
    }
  }

  /**
   * Parses augmentations that are separated by commas, to be applied in this order.
   *
   * @param text such as {@code crop:4,flip}; {@code none} or nothing for no augmentation
   * @return the augmentations, in an unmodifiable list
   * @throws IllegalArgumentException if there is no such augmentation; the message lists what is
   *     possible
   */
  public static List<Augmentation> parseList(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.equalsIgnoreCase(NONE)) {
      return List.of();
    }
    return Stream.of(stripped.split(",", -1)).map(Augmentation::parse).toList();
  }

  private static IllegalArgumentException refusal(String text, String fault) {
    String possible =
        Arrays.stream(AugmentationKind.values())
            .map(AugmentationKind::usage)
            .collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        "The augmentation '%s' is refused: %s. Possible are %s."
            .formatted(ForeignText.show(text), ForeignText.show(fault), possible));
  }

  /** Returns the written form that {@link #parse} reads, such as {@code crop:4}. */
  @Override
  public String toString() {
    return written(kind, arguments);
  }

  private static String written(AugmentationKind kind, List<Integer> arguments) {
    return Stream.concat(Stream.of(kind.word()), arguments.stream().map(String::valueOf))
        .collect(Collectors.joining(SEPARATOR));
  }

  /**
   * Changes an image.
   *
   * @param image the image, which is not changed
   * @param fill a neutral colour, such as the mean of the training set, as three levels from 0 to
   *     255 of red, green and blue: the colour of a cutout, of the margin of a mean crop, and of
   *     places that an image is moved away from
   * @param random the source of all random decisions
   * @return an image of the same size; {@code image} itself if nothing changes
   * @throws IllegalArgumentException if the fill colour is not three levels
   */
  public RgbImage apply(RgbImage image, int[] fill, Random random) {
    if (fill.length != RgbImage.CHANNELS || Arrays.stream(fill).anyMatch(v -> v < 0 || v > 255)) {
      throw new IllegalArgumentException(
          "The fill colour is %s. Give three levels from 0 to 255."
              .formatted(Arrays.toString(fill)));
    }
    return change().apply(image, fill, random);
  }

  /**
   * Returns whether {@link #window} can be called: the kind is {@link
   * AugmentationKind#RESIZEDCROP}.
   */
  public boolean takesWindow() {
    return kind == AugmentationKind.RESIZEDCROP;
  }

  /**
   * Takes a random window out of an image.
   *
   * @param image an image of any size
   * @param size the height and width of the result
   * @param random the source of all random decisions
   */
  public RgbImage window(RgbImage image, ImageSize size, Random random) {
    return new RandomResizedCrop(arguments.get(0)).apply(image, size, random);
  }

  private ImageChange change() {
    return switch (kind) {
      case CROP -> new RandomCrop(arguments.get(0), false);
      case MEANCROP -> new RandomCrop(arguments.get(0), true);
      case RESIZEDCROP -> new RandomResizedCrop(arguments.get(0));
      case FLIP -> new RandomFlip();
      case CUTOUT -> new Cutout(arguments.get(0));
      case AUTOAUGMENT -> new Cifar10Policy();
      case AUTOAUGMENT_RELEASED -> new ReleasedPolicy();
      case RANDAUGMENT -> new RandomOperations(arguments.get(0), arguments.get(1));
    };
  }
}
