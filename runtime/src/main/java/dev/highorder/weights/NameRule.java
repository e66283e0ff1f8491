package dev.highorder.weights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule that maps the names of some tensors of a file to addresses of parameters, or ignores them.
 *
 * <p>In the pattern, {@code {b}} stands for letters, digits, hyphens and underscores, and {@code *}
 * for anything. In the target, {@code {b}} is what it stood for, and {@code {b+1}} a number that is
 * one larger.
 */
final class NameRule {

  /** The target of tensors that are not read. */
  static final String IGNORED = "ignored";

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{([a-z]+)([+-][0-9]{1,4})?\\}|\\*|[^{}*]+|[{}]");
  private static final String NAME = "([A-Za-z0-9_-]+)";
  private static final String NUMBER = "[0-9]{1,9}";

  private final Pattern source;
  private final List<String> placeholders = new ArrayList<>();
  private final String target;

  /**
   * Creates a rule.
   *
   * @throws IllegalArgumentException if braces do not fit, or the target has a placeholder that the
   *     pattern lacks
   */
  NameRule(String source, String target) {
    this.source = compiled(source);
    this.target = target;
    Set<String> known = new HashSet<>(placeholders);
    PLACEHOLDER
        .matcher(target)
        .results()
        .filter(part -> isSpecial(part.group()))
        .forEach(
            part -> {
              if (part.group(1) == null || !known.contains(part.group(1))) {
                throw new IllegalArgumentException(
                    "the target has %s, which the pattern lacks".formatted(part.group()));
              }
            });
  }

  private static boolean isSpecial(String part) {
    return part.startsWith("{") || part.startsWith("}") || part.equals("*");
  }

  private Pattern compiled(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (MatchResult part : PLACEHOLDER.matcher(pattern).results().toList()) {
      if (part.group().equals("*")) {
        regex.append(".*");
      } else if (!isSpecial(part.group())) {
        regex.append(Pattern.quote(part.group()));
      } else {
        regex.append(placeholder(part));
      }
    }
    return Pattern.compile(regex.toString());
  }

  private String placeholder(MatchResult part) {
    String name = part.group(1);
    if (name == null || part.group(2) != null) {
      throw new IllegalArgumentException(
          "the pattern has %s, not a placeholder such as {b}".formatted(part.group()));
    }
    if (placeholders.contains(name)) {
      return "\\" + (placeholders.indexOf(name) + 1) + "(?:)";
    }
    placeholders.add(name);
    return NAME;
  }

  /**
   * Maps a name.
   *
   * @return the address of a parameter, or {@link #IGNORED}; empty if the rule does not match
   */
  Optional<String> apply(String name) {
    Matcher matcher = source.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < placeholders.size(); i++) {
      values.put(placeholders.get(i), matcher.group(i + 1));
    }
    StringBuilder address = new StringBuilder();
    for (MatchResult part : PLACEHOLDER.matcher(target).results().toList()) {
      Optional<String> text =
          part.group(1) == null ? Optional.of(part.group()) : value(part, values);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      address.append(text.get());
    }
    return Optional.of(address.toString());
  }

  /** Returns what a placeholder of the target is; empty if it is to be counted but is no number. */
  private static Optional<String> value(MatchResult part, Map<String, String> values) {
    String value = values.get(part.group(1));
    if (part.group(2) == null) {
      return Optional.of(value);
    }
    return value.matches(NUMBER)
        ? Optional.of(String.valueOf(Integer.parseInt(value) + Integer.parseInt(part.group(2))))
        : Optional.empty();
  }
}
