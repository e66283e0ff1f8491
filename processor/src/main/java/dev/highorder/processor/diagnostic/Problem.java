package dev.highorder.processor.diagnostic;

import java.util.Arrays;
import java.util.Locale;

/**
 * The catalogue of problems: an id that never changes, what is wrong, and what to do. Each has a
 * heading in {@code docs/errors.md} and a test.
 */
public enum Problem {
  NOT_A_BLOCK(
      "HO101",
      "%s is not a DJL Block, so it cannot be stacked. "
          + "Let it extend ai.djl.nn.AbstractBlock or ai.djl.nn.SequentialBlock."),
  ABSTRACT(
      "HO102",
      "%s is %s, so no instance of it can be created for the stages. "
          + "Annotate a concrete class, or a static factory method that returns one."),
  INNER(
      "HO103",
      "%s is an inner class, so its instances need an enclosing %s. Make it static or top-level."),
  PRIVATE(
      "HO104",
      "%s is private, so the generated class cannot use it. Make it package-private "
          + "or public; in Kotlin, internal or public."),
  NO_CONSTRUCTOR(
      "HO105",
      "%s has no constructor that the generated class can call: all of them, or the types of their "
          + "parameters, are private. Make one package-private or public, or annotate a static "
          + "factory method."),
  NOT_STATIC(
      "HO106",
      "The factory method %s is not static, but it is called once for each stage, without an "
          + "instance. Make it static; in Kotlin, add @JvmStatic or move it out of its class."),
  RETURNS_NO_BLOCK(
      "HO107",
      "The factory method %s returns %s, which is not a DJL Block. "
          + "Let it return ai.djl.nn.Block or a class that implements it."),
  TYPE_PARAMETERS(
      "HO108",
      "%s has type parameters, which a generated class cannot choose. "
          + "Annotate a static factory method without type parameters that fixes them."),
  CHECKED_EXCEPTION(
      "HO109",
      "%s declares the checked exception %s, but sub-nets are created where none can be caught. "
          + "Wrap it in an unchecked exception, or annotate a factory method that does."),
  MISSING_TYPE(
      "HO110",
      "%s cannot be stacked: it refers to %s, which no source, library or processor provides. "
          + "Correct it, or add what provides it."),
  CYCLE(
      "HO111",
      "%s refers to %s, which is generated from %s: neither can be the first. Use the generated "
          + "class in other methods or classes, but not in the superclass, the parameters or the "
          + "@HighOrder of a sub-net."),
  TOO_MANY_PARAMETERS(
      "HO112",
      "%s has %s parameters, where a long or double counts as two, but methods of the generated "
          + "class have room for %s. Let it take fewer, such as one object with the values."),
  WRONG_STRIDE(
      "HO113",
      "@Stride on %s: %s. Let one parameter of %s carry @Stride, an int by which the sub-net divides "
          + "height and width."),
  NO_BLOCKS(
      "HO201",
      "blocks is an empty list, but a network has at least one stack. "
          + "Write the number of blocks, as in blocks = 7 or blocks = {3, 4, 6, 3}."),
  BLOCKS_NOT_POSITIVE(
      "HO202", "blocks contains %s, but a stack has at least one block. Write 1 or more."),
  UNKNOWN_SCHEME(
      "HO203",
      "This processor does not know the scheme %s. "
          + "Use the same version of highorder-processor as of highorder-annotations."),
  NO_SCHEME(
      "HO204",
      "None of scheme, tableau and tableauOf is set. Set exactly one, as in scheme = Scheme.RK4, "
          + "or draw a tableau of your own with tableau = @Tableau(...)."),
  SEVERAL_SCHEMES(
      "HO205", "%s are both set. Set exactly one; several built-in schemes are a list in scheme."),
  MALFORMED_TABLEAU("HO206", "The tableau is malformed. %s"),
  ORDER_TOO_HIGH(
      "HO207",
      "The tableau claims order %s, but its order is %s. Correct the coefficients or the claim."),
  INCONSISTENT_WEIGHTS(
      "HO208",
      "The weights b sum to %s, not 1, so the scheme is inconsistent (order 0). "
          + "Correct them, or write order = 0 if that is intended."),
  NOT_A_TABLEAU(
      "HO209",
      "tableauOf = %s carries no @Tableau. Annotate that type with @Tableau, or name one that "
          + "carries it."),
  ORDER_OUT_OF_RANGE(
      "HO210", "order = %s cannot be proved. Claim an order from 0 to %s, or leave it out."),
  STEP_NOT_FINITE("HO211", "h = %s is not a step size. Write a finite number, such as 1."),
  STEP_ZERO(
      "HO212",
      "h = 0 is not trained, so every block returns its input. "
          + "Write another h, or step = StepSize.LEARNED to train it from 0."),
  RANGE_EMPTY(
      "HO213",
      "range = %s is not a valid interval. Write two numbers, the lower first, as in {0.125, 4}."),
  STEP_OUTSIDE_RANGE(
      "HO214",
      "h = %s lies outside the range %s. Write an h inside the range, or widen the range."),
  RANGE_OF_FIXED(
      "HO215",
      "range is set, but it bounds only a trained step size. "
          + "Leave range out, or write step = StepSize.LEARNED."),
  LEAPFROG_FROM_ZERO(
      "HO216",
      "h = 0 would stay 0, because leapfrog multiplies by h^2, whose derivative at 0 is 0. "
          + "Write a small number, such as h = 0.1."),
  NODE_MISMATCH("HO217", "The c column does not fit. %s"),
  NO_DEPTH(
      "HO218",
      "Neither blocks nor subNets is set. Set exactly one: the number of blocks, as in "
          + "blocks = 7, or the number of sub-nets, as in subNets = 28."),
  BLOCKS_AND_SUB_NETS(
      "HO219", "blocks and subNets are both set, but each decides the depth. Set exactly one."),
  SUB_NETS_NOT_POSITIVE(
      "HO220", "subNets = %s, but a stack has at least one sub-net. Write 1 or more."),
  SUB_NETS_NOT_DIVISIBLE(
      "HO221",
      "subNets = %s cannot be divided into blocks of %s, which has %s. Write subNets = %s%s."),
  NO_SCHEMES(
      "HO222", "scheme is an empty list. Write at least one scheme, as in scheme = Scheme.RK4."),
  TABLEAU_TOO_LARGE(
      "HO223", "The tableau has %s. Use a scheme with fewer stages, or shorter numbers."),
  STEP_OUTSIDE_FLOATS(
      "HO224",
      "%s is %s a float, in which blocks compute. Write a number of a size from %s to %s."),
  COEFFICIENT_OUTSIDE_FLOATS(
      "HO225",
      "The coefficient %s of %s is %s a float, in which blocks compute. "
          + "Write 0, or a number of a size from %s to %s."),
  EMPTY_LIST(
      "HO226",
      "@HighOrder.List is empty, so nothing is generated. Write @HighOrder, repeated if need be; "
          + "the compiler writes the list itself."),
  NOTHING_AFTER_SUM(
      "HO227",
      "afterSum = %s does not fit the scheme %s, %s. Leave afterSum out, or choose another scheme."),
  NAME_NOT_AN_IDENTIFIER(
      "HO301", "name = \"%s\" is not a Java class name. Write a simple name such as \"%s\"."),
  NAME_TWICE(
      "HO302",
      "The class %2$s is generated already, by @HighOrder on %1$s. "
          + "Give one of the two a name = \"...\" of its own."),
  NAME_TAKEN(
      "HO303",
      "The class %s, which @HighOrder would generate, exists already. "
          + "Choose another name with name = \"...\", or rename the existing class."),
  NAME_OF_SEVERAL(
      "HO304",
      "name = \"%s\" is one name for the classes of %s. "
          + "Leave it out, or give each scheme an annotation of its own."),
  NAME_DIFFERS_IN_CASE(
      "HO305",
      "The class %s differs from %s, which is generated by @HighOrder on %s, only in upper and lower "
          + "case: on Windows and macOS both would be one file. "
          + "Give one of the two a name = \"...\" of its own."),
  NAME_NOT_A_FILE(
      "HO306", "The class %s cannot be a file: %s. Give it a shorter or another name = \"...\"."),
  MISSING_DEPENDENCY(
      "HO401",
      "The generated class needs %s, which is not on the class path. Add the dependency %s."),
  UNWRITABLE("HO402", "The class %s could not be written: %s. Check the compiler's output folder."),
  BROKEN_CLASS(
      "HO403",
      "The compiler cannot read a class that %s refers to: %s. "
          + "Add the library that contains it, or build that library again."),
  OUT_OF_MEMORY(
      "HO404",
      "The compiler's memory is used up while @HighOrder on %s is processed: %s. "
          + "Give the compiler more, as in javac -J-Xmx2g."),
  INTERNAL(
      "HO999",
      "HighOrder's processor failed on %s, which is a fault of HighOrder. "
          + "Please report it with the source and this trace.\n%s");

  private final String id;
  private final String text;

  Problem(String id, String text) {
    this.id = id;
    this.text = text;
  }

  /** Returns the id, which the message shows in brackets and which heads the entry in the docs. */
  public String id() {
    return id;
  }

  /**
   * Returns the message with its blanks filled in, the same in every locale.
   *
   * @param values what the message is about: a {@link Sentence}, {@link Lines}, or anything else,
   *     which is shown on one line and cut if it is long
   */
  public String message(Object... values) {
    return "["
        + id
        + "] "
        + String.format(Locale.ROOT, text, Arrays.stream(values).map(Problem::shown).toArray());
  }

  private static String shown(Object value) {
    if (value instanceof Sentence sentence) {
      return sentence.shown();
    }
    return value instanceof Lines lines
        ? ForeignText.showLines(lines.text())
        : ForeignText.show(value);
  }
}
