package dev.highorder.processor.diagnostic;

/**
 * Everything that can be wrong, side by side so that the texts read alike: an id that never
 * changes, what is wrong, and what to write instead. Each has a heading in {@code docs/errors.md}
 * and a test.
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
      "%s is an inner class; its instances need an enclosing %s. Make it static or top-level."),
  PRIVATE(
      "HO104",
      "%s is private, so the generated class cannot use it. Make it package-private or public."),
  NO_CONSTRUCTOR(
      "HO105",
      "%s has no constructor that the generated class can call: all, or types of their parameters, "
          + "are private. Make one package-private or public, or annotate its static factory method."),
  NOT_STATIC(
      "HO106", "The factory method %s is not static. Make it static: it is called once per stage."),
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
      "%s declares the checked exception %s, but stages are created where none can be caught. "
          + "Wrap it in an unchecked exception, or annotate a factory method that does."),
  NO_BLOCKS(
      "HO201",
      "blocks is empty, but a network needs at least one stack. "
          + "Write the number of blocks, as in blocks = 7 or blocks = {3, 4, 6, 3}."),
  BLOCKS_NOT_POSITIVE(
      "HO202", "blocks contains %s, but a stack has at least one block. Write 1 or more."),
  UNKNOWN_SCHEME(
      "HO203",
      "This processor does not know the scheme %s. "
          + "Use the same version of highorder-processor as of highorder-annotations."),
  NO_METHOD(
      "HO204",
      "The annotation names no method. Write scheme = Scheme.RK4, "
          + "or tableau = @Tableau(a = {...}, b = \"...\") for a method of your own."),
  SEVERAL_METHODS("HO205", "The annotation has %s, but a stack follows one method. Keep one."),
  MALFORMED_TABLEAU(
      "HO206",
      "The tableau is malformed: %s. Write one row for each stage from the second, each with a "
          + "number for every earlier stage, as in a = {\"1/2\", \"0 1/2\"}, b = \"0 0 1\"."),
  ORDER_TOO_HIGH(
      "HO207",
      "The tableau claims order %s, but its order is %s. Correct the coefficients, or the claim."),
  INCONSISTENT_WEIGHTS(
      "HO208",
      "The weights b sum to %s, not 1, so the tableau has order 0: it does not approximate "
          + "anything. Correct them, or write order = 0 if that is meant."),
  NOT_A_TABLEAU(
      "HO209",
      "tableauOf = %s does not carry @Tableau. Annotate it with the coefficients, "
          + "or name a type that is."),
  ORDER_OUT_OF_RANGE(
      "HO210", "order = %s cannot be proved. Claim an order from 0 to %s, or leave it out."),
  STEP_NOT_FINITE("HO211", "h = %s is not a step size. Write a finite number."),
  STEP_ZERO(
      "HO212",
      "A step size of 0 that is not trained leaves every input as it is. "
          + "Write another h, or step = StepSize.LEARNED to train it from 0."),
  RANGE_EMPTY(
      "HO213", "range = %s is no interval. Write two numbers, the lower first, as in {0.125, 4}."),
  STEP_OUTSIDE_RANGE(
      "HO214", "h = %s lies outside the range %s. Write an h inside it, or widen it."),
  RANGE_OF_FIXED(
      "HO215",
      "range bounds a trained step size, but this one is not trained. "
          + "Leave range out, or write step = StepSize.LEARNED."),
  LEAPFROG_FROM_ZERO(
      "HO216",
      "h = 0 stays 0: leapfrog multiplies by h^2, whose derivative at 0 is 0. "
          + "Let h start from a small number, such as 0.1."),
  NAME_NOT_AN_IDENTIFIER(
      "HO301", "name = \"%s\" is not a Java class name. Write a simple name such as \"%s\"."),
  NAME_TWICE(
      "HO302",
      "Another @HighOrder on %s generates the class %s too. "
          + "Give one of them a name = \"...\" of its own."),
  NAME_TAKEN(
      "HO303",
      "The class %s, which @HighOrder would generate, exists already. "
          + "Choose another with name = \"...\", or rename the existing class."),
  MISSING_DEPENDENCY(
      "HO401",
      "The generated class needs %s, which is not on the class path. Add the dependency %s."),
  UNWRITABLE("HO402", "The class %s could not be written: %s. Check the compiler's output folder."),
  INTERNAL(
      "HO999",
      "HighOrder's processor failed on %s. This is a fault of HighOrder: "
          + "please report it with the source and this trace.\n%s");

  private final String id;
  private final String text;

  Problem(String id, String text) {
    this.id = id;
    this.text = text;
  }

  /** Returns the id that stands in brackets before the message and heads its entry in the docs. */
  public String id() {
    return id;
  }

  /** Returns the message with its blanks filled in. */
  public String message(Object... values) {
    return "[" + id + "] " + text.formatted(values);
  }
}
