package dev.highorder.demo.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A text file of the repository.
 *
 * @param path from the root, with slashes
 * @param text its content
 */
record SourceFile(String path, String text) {

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.]+);");
  private static final Pattern COMMENT_OR_STRING =
      Pattern.compile(
          "/\\*(?s:.*?)\\*/|//[^\\n]*+"
              + "|\"\"\"(?s:.*?)\"\"\"|\"(?:[^\"\\\\\\n]++|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.[^']*+)'");

  static SourceFile read(Path file) {
    try {
      String path = Repository.ROOT.relativize(file).toString().replace('\\', '/');
      return new SourceFile(path, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the package of a Java file. */
  String packageName() {
    return all(PACKAGE, text).get(0);
  }

  /** Returns what a Java file imports, static imports included. */
  List<String> imports() {
    return all(IMPORT, text);
  }

  /** Returns whether the code, imports included, names a package or a class in it. */
  boolean names(String prefix) {
    return Pattern.compile("(?<![\\w.])" + Pattern.quote(prefix) + "(?!\\w)")
        .matcher(code())
        .find();
  }

  /** Returns a Java file without comments and strings. */
  String code() {
    return COMMENT_OR_STRING.matcher(text).replaceAll("");
  }

  List<String> lines() {
    return text.lines().toList();
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(SourceFile::firstGroup).toList();
  }

  private static String firstGroup(MatchResult match) {
    return match.group(1);
  }
}
