package dev.highorder.augmentation;

import dev.highorder.image.ImageSize;
import dev.highorder.image.RgbImage;
import dev.highorder.text.ForeignText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
 *     {@link Kind}
 */
public record Augmentation(Kind kind, List<Integer> arguments) {

  /** A kind of augmentation. */
  public enum Kind {
    /**
     * A window of the image's own size, anywhere in the image with a black margin.
     *
     * <p>Argument: the width of the margin on each side, in pixels; 1 to 1000, by default 4.
     */
    CROP,

    /**
     * A random window of random area and aspect ratio (3:4 to 4:3), scaled to the image's own size,
     * as torchvision's RandomResizedCrop. Where images are cut to a size and this is the first
     * change, the window is taken from the image before it is cut.
     *
     * <p>Argument: the smallest area of the window, in percent of the image's; 1 to 100, by default
     * 8.
     */
    RESIZEDCROP,

    /** The image or, with probability 1/2, its mirror image, left and right exchanged. */
    FLIP,

    /**
     * A square in the fill colour, around a random pixel and clipped at the border.
     *
     * <p>Argument: the side of the square, in pixels; 1 to 1000, by default 16.
     *
     * @see <a href="https://arxiv.org/abs/1708.04552">DeVries and Taylor: Improved Regularization
     *     of Convolutional Neural Networks with Cutout, 2017</a>
     */
    CUTOUT,

    /**
     * AutoAugment's policy for CIFAR-10: one of 25 pairs of changes of shape or colour.
     *
     * @see <a href="https://arxiv.org/abs/1805.09501">Cubuk et al.: AutoAugment: Learning
     *     Augmentation Policies from Data, 2019</a>
     */
    AUTOAUGMENT,

    /**
     * RandAugment: several random changes of shape or colour in a row, all of one strength.
     *
     * <p>Arguments: the number of changes, 1 to 10, by default 2; their magnitude, 0 to 30, by
     * default 9.
     *
     * @see <a href="https://arxiv.org/abs/1909.13719">Cubuk et al.: RandAugment: Practical
     *     automated data augmentation with a reduced search space, 2020</a>
     */
    RANDAUGMENT;

    private List<Argument> parameters() {
      return switch (this) {
        case CROP -> List.of(new Argument("padding", 4, 1, 1000));
        case RESIZEDCROP -> List.of(new Argument("percent", 8, 1, 100));
        case CUTOUT -> List.of(new Argument("side", 16, 1, 1000));
        case FLIP, AUTOAUGMENT -> List.of();
        case RANDAUGMENT ->
            List.of(new Argument("operations", 2, 1, 10), new Argument("magnitude", 9, 0, 30));
      };
    }

    /** Returns the arguments that apply where none are given. */
    public List<Integer> defaults() {
      return parameters().stream().map(Argument::byDefault).toList();
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the written form, such as {@code crop[:padding]}, and the ranges of arguments. */
    private String usage() {
      String form =
          parameters().stream()
              .map(argument -> "[:" + argument.name())
              .collect(Collectors.joining("", word(), "]".repeat(parameters().size())));
      String ranges = parameters().stream().map(Argument::range).collect(Collectors.joining(", "));
      return ranges.isEmpty() ? form : form + " (" + ranges + ")";
    }
  }

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
    return new Augmentation(Kind.CROP, List.of(padding));
  }

  /** Returns a random flip: the image or, with probability 1/2, its mirror image. */
  public static Augmentation flip() {
    return new Augmentation(Kind.FLIP, List.of());
  }

  /**
   * Returns a cutout: a square in the fill colour around a random pixel.
   *
   * @param side the side of the square, in pixels; 1 to 1000
   * @throws IllegalArgumentException if it is out of range
   */
  public static Augmentation cutout(int side) {
    return new Augmentation(Kind.CUTOUT, List.of(side));
  }

  /** Returns AutoAugment's policy for CIFAR-10. */
  public static Augmentation autoAugment() {
    return new Augmentation(Kind.AUTOAUGMENT, List.of());
  }

  /**
   * Returns RandAugment.
   *
   * @param operations the number of operations in a row, 1 to 10
   * @param magnitude the strength of each, 0 to 30
   * @throws IllegalArgumentException if one is out of range
   */
  public static Augmentation randAugment(int operations, int magnitude) {
    return new Augmentation(Kind.RANDAUGMENT, List.of(operations, magnitude));
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
    Kind kind =
        Arrays.stream(Kind.values())
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
        Arrays.stream(Kind.values()).map(Kind::usage).collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        "The augmentation '%s' is refused: %s. Possible are %s."
            .formatted(ForeignText.show(text), ForeignText.show(fault), possible));
  }

  /** Returns the written form that {@link #parse} reads, such as {@code crop:4}. */
  @Override
  public String toString() {
    return written(kind, arguments);
  }

  private static String written(Kind kind, List<Integer> arguments) {
    return Stream.concat(Stream.of(kind.word()), arguments.stream().map(String::valueOf))
        .collect(Collectors.joining(SEPARATOR));
  }

  /**
   * Changes an image.
   *
   * @param image the image, which is not changed
   * @param fill a neutral colour, such as the mean of the training set, as three levels from 0 to
   *     255 of red, green and blue: the colour of a cutout, and of places that an image is moved
   *     away from
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

  /** Returns whether {@link #window} can be called: the kind is {@link Kind#RESIZEDCROP}. */
  public boolean takesWindow() {
    return kind == Kind.RESIZEDCROP;
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
      case CROP -> new RandomCrop(arguments.get(0));
      case RESIZEDCROP -> new RandomResizedCrop(arguments.get(0));
      case FLIP -> new RandomFlip();
      case CUTOUT -> new Cutout(arguments.get(0));
      case AUTOAUGMENT -> new Cifar10Policy();
      case RANDAUGMENT -> new RandomOperations(arguments.get(0), arguments.get(1));
    };
  }
}
