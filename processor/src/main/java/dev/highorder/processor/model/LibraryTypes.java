package dev.highorder.processor.model;

/** The names of the types of DJL and of the runtime that the processor never loads. */
public final class LibraryTypes {

  /** DJL's block: the type of a sub-net. */
  public static final String BLOCK = "ai.djl.nn.Block";

  /** The package of the classes that generated classes extend and use. */
  public static final String STACK_PACKAGE = "dev.highorder.stack";

  /** The type in which a generated class describes itself. */
  public static final String STACK_DESCRIPTION = STACK_PACKAGE + ".StackDescription";

  private LibraryTypes() {}

  /** Returns whether generated classes extend a class of this name. */
  public static boolean isBaseClass(String name) {
    return name.startsWith(STACK_PACKAGE + ".");
  }
}
