package dev.highorder.processor.validation;

import java.util.Set;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ErrorType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.SimpleTypeVisitor14;

/** Adds to a set the names of all types in the spelling of a type that do not exist. */
final class MissingTypes extends SimpleTypeVisitor14<Void, Set<String>> {

  /** The name that javac has for a missing type with arguments. */
  private static final String NAMELESS = "<any>";

  @Override
  public Void visitError(ErrorType type, Set<String> missing) {
    missing.add(nameOf(type));
    return null;
  }

  /** Returns the name of a type that does not exist. */
  static String nameOf(TypeMirror type) {
    String name = type.toString();
    return name.equals(NAMELESS) ? "a generic type that the compiler names" : name;
  }

  @Override
  public Void visitArray(ArrayType type, Set<String> missing) {
    return type.getComponentType().accept(this, missing);
  }

  @Override
  public Void visitDeclared(DeclaredType type, Set<String> missing) {
    type.getEnclosingType().accept(this, missing);
    type.getTypeArguments().forEach(argument -> argument.accept(this, missing));
    return null;
  }

  @Override
  public Void visitWildcard(WildcardType type, Set<String> missing) {
    acceptIfPresent(type.getExtendsBound(), missing);
    acceptIfPresent(type.getSuperBound(), missing);
    return null;
  }

  private void acceptIfPresent(TypeMirror bound, Set<String> missing) {
    if (bound != null) {
      bound.accept(this, missing);
    }
  }
}
