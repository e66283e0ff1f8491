package dev.highorder.processor.writing;

import com.squareup.javapoet.MethodSpec;
import dev.highorder.processor.model.Scope;
import javax.lang.model.element.Modifier;

/** Writes the constructors and the factory method of a stack. */
final class StackMethods {

  private StackMethods() {}

  /** The constructor with the sub-net's own parameters. */
  static MethodSpec constructor(Creator creator, int blocks) {
    MethodSpec.Builder method =
        MethodSpec.constructorBuilder()
            .addJavadoc(
                "Creates a stack of {@value #BLOCKS} $L.\n", blocks == 1 ? "block" : "blocks")
            .addStatement("this($L, $L, $L)", Scope.DESCRIPTION, Scope.BLOCKS, creator.newSubNet());
    return creator.addOwnParameters(method).build();
  }

  /**
   * The constructor that all others call; its first parameter distinguishes it from those with a
   * sub-net's own.
   */
  static MethodSpec privateConstructor() {
    return MethodSpec.constructorBuilder()
        .addModifiers(Modifier.PRIVATE)
        .addParameter(TypeNames.STACK_DESCRIPTION, "description")
        .addParameter(int.class, "blocks")
        .addParameter(TypeNames.SUB_NET_FACTORY, "subNet")
        .addStatement("super(description, blocks, subNet)")
        .build();
  }

  /** The constructor that the factory method of stacks with a changed shape calls. */
  static MethodSpec privateConstructorOfChange() {
    return MethodSpec.constructorBuilder()
        .addModifiers(Modifier.PRIVATE)
        .addParameter(TypeNames.STACK_DESCRIPTION, "description")
        .addParameter(int.class, "blocks")
        .addParameter(TypeNames.STRIDED_SUB_NET_FACTORY, "subNet")
        .addParameter(TypeNames.SHAPE_CHANGE, "change")
        .addStatement("super(description, blocks, subNet, change)")
        .build();
  }

  /** The factory method of stacks whose first block changes the shape. */
  static MethodSpec withShapeChange(Creator creator) {
    String change = creator.newName("change", "change of shape");
    String blocks = creator.newName("blocks", "number of blocks");
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("withShapeChange")
            .addModifiers(Modifier.STATIC)
            .returns(TypeNames.generated(creator.plan()))
            .addJavadoc(
                "Creates a stack whose first block changes the shape, as the stages of a ResNet do.\n")
            .addJavadoc(
                "\n@param $L the stride of the first sub-net, and the shortcut of the first block\n",
                change)
            .addJavadoc("@param $L the number of blocks, at least 1\n", blocks)
            .addParameter(TypeNames.SHAPE_CHANGE, change)
            .addParameter(int.class, blocks)
            .addStatement(
                "return new $T($L, $L, $L, $L)",
                TypeNames.generated(creator.plan()),
                Scope.DESCRIPTION,
                blocks,
                creator.newStridedSubNet(),
                change);
    return creator
        .addOwnParameters(method)
        .addJavadoc("@return a stack whose output has the shape of the shortcut's\n")
        .build();
  }

  /** The factory method that also takes the number of blocks. */
  static MethodSpec withBlocks(Creator creator) {
    String blocks = creator.newName("blocks", "number of blocks");
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("withBlocks")
            .addModifiers(Modifier.STATIC)
            .returns(TypeNames.generated(creator.plan()))
            .addJavadoc("Creates a stack of any number of blocks.\n")
            .addJavadoc("\n@param $L the number of blocks, at least 1\n", blocks)
            .addParameter(int.class, blocks)
            .addStatement(
                "return new $T($L, $L, $L)",
                TypeNames.generated(creator.plan()),
                Scope.DESCRIPTION,
                blocks,
                creator.newSubNet());
    return creator
        .addOwnParameters(method)
        .addJavadoc("@return a stack whose input and output have the same shape\n")
        .build();
  }
}
