package dev.highorder.processor.validation;

import dev.highorder.processor.diagnostic.Problem;
import dev.highorder.processor.diagnostic.Report;
import dev.highorder.processor.model.HighOrderDeclaration;
import dev.highorder.processor.model.LibraryTypes;
import dev.highorder.processor.model.Scope;
import dev.highorder.processor.model.StackPlan;
import dev.highorder.processor.model.VisibleTypes;
import dev.highorder.scheme.Plural;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * Checks that each class to be generated has a valid name of its own; remembers the names of a
 * compilation.
 */
public final class NameValidator {

  /** Words that name no class in Java (JLS 3.9), and constants of generated classes. */
  private static final Set<String> RESERVED =
      Set.of("permits", "record", "sealed", "var", "yield", Scope.BLOCKS, Scope.DESCRIPTION);

  /** Names of devices on Windows, whatever their case and extension. */
  private static final Pattern DEVICE =
      Pattern.compile("(?i)CON|PRN|AUX|NUL|COM\\d|LPT\\d|CONIN\\$|CONOUT\\$|CLOCK\\$");

  /** The longest name of a file on common file systems, in bytes. */
  private static final int MAX_FILE_NAME = 255;

  private final VisibleTypes types;
  private final Map<String, StackPlan> planned = new HashMap<>();

  /** The planned classes by their names in lower case: their files on Windows and macOS. */
  private final Map<String, StackPlan> plannedFiles = new HashMap<>();

  /** Creates a validator for one compilation. */
  public NameValidator(VisibleTypes types) {
    this.types = types;
  }

  /** Adds a problem if the name that the user wrote cannot be used. */
  public void check(HighOrderDeclaration declaration, Report report) {
    String name = declaration.name().get();
    if (name.isEmpty()) {
      return;
    }
    if (!isClassName(name)) {
      report.addAt(
          declaration.name().place(),
          Problem.NAME_NOT_AN_IDENTIFIER,
          name,
          declaration.subNet().name() + "Stack");
    }
    int schemes = declaration.choices().size();
    if (schemes > 1) {
      report.addAt(
          declaration.name().place(), Problem.NAME_OF_SEVERAL, name, Plural.of(schemes, "scheme"));
    }
  }

  /** Adds a problem if the plan's class cannot be a file, is planned already, or exists. */
  public void check(StackPlan plan, Report report) {
    Optional<String> fault = faultOfFile(plan.className());
    if (fault.isPresent()) {
      report.addAt(plan.namePlace(), Problem.NAME_NOT_A_FILE, plan.className(), fault.get());
      return;
    }
    StackPlan other = planned.putIfAbsent(plan.qualifiedName(), plan);
    if (other != null) {
      report.addAt(
          plan.namePlace(), Problem.NAME_TWICE, other.subNet().qualifiedName(), plan.className());
      return;
    }
    if (RESERVED.contains(plan.className())) { // made of the names of a sub-net and a scheme
      report.addAt(
          plan.namePlace(),
          Problem.NAME_NOT_AN_IDENTIFIER,
          plan.className(),
          plan.subNet().name() + "Stack");
    }
    if (isTaken(plan)) {
      report.addAt(plan.namePlace(), Problem.NAME_TAKEN, plan.qualifiedName());
    }
    String fileName = plan.qualifiedName().toLowerCase(Locale.ROOT);
    StackPlan similar = plannedFiles.putIfAbsent(fileName, plan);
    if (similar != null) {
      report.addAt(
          plan.namePlace(),
          Problem.NAME_DIFFERS_IN_CASE,
          plan.className(),
          similar.className(),
          similar.subNet().qualifiedName());
    }
  }

  /** Returns why a class of this name cannot be written; empty if it can. */
  private static Optional<String> faultOfFile(String name) {
    int length = (name + ".class").getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_FILE_NAME) {
      return Optional.of(
          "its name has %s bytes, of which file systems allow %s".formatted(length, MAX_FILE_NAME));
    }
    return DEVICE.matcher(name).matches()
        ? Optional.of("on Windows it is the name of a device")
        : Optional.empty();
  }

  private static boolean isClassName(String name) {
    return SourceVersion.isIdentifier(name)
        && !SourceVersion.isKeyword(name)
        && !RESERVED.contains(name);
  }

  /**
   * Whether another class has the name. The output folder of an earlier build may be on the class
   * path; a class there that was generated before is simply written again.
   */
  private boolean isTaken(StackPlan plan) {
    return types
        .find(plan.element(), plan.qualifiedName())
        .filter(existing -> !LibraryTypes.isBaseClass(existing.getSuperclass().toString()))
        .isPresent();
  }
}
