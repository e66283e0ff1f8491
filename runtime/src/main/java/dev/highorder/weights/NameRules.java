package dev.highorder.weights;

import dev.highorder.storage.FileContent;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules that map the names of tensors of a file to addresses of parameters of a network. The first
 * rule that matches a name decides.
 *
 * <p>As text, a rule is a line {@code PATTERN -> ADDRESS}, or {@code PATTERN -> ignored} for
 * tensors that are not read. A line {@code prefix TEXT} takes a text off the beginning of names
 * before rules are tried, as often as it is there. Empty lines, and those that begin with {@code
 * #}, say nothing.
 *
 * <pre>
 * prefix module.
 * layer{s}.{b}.conv{i}.weight -&gt; stack{s}.subnet{b+1}.conv{i}.weight
 * *.num_batches_tracked       -&gt; ignored
 * </pre>
 *
 * @see ParameterAddresses
 */
public final class NameRules {

  private static final String BUILT_IN = "resnets.rules";
  private static final int MAX_BYTES = 1 << 20;
  private static final String ARROW = "->";
  private static final Pattern PREFIX = Pattern.compile("prefix\\s+(\\S+)");

  private final String name;
  private final List<String> prefixes = new ArrayList<>();
  private final List<NameRule> rules = new ArrayList<>();

  private NameRules(String name) {
    this.name = name;
  }

  /** Returns the rules for ResNets as torchvision, timm and others name their tensors. */
  public static NameRules ofResNets() {
    try (InputStream stream = NameRules.class.getResourceAsStream(BUILT_IN)) {
      return parse(BUILT_IN, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads rules from a file of text.
   *
   * @throws StorageException if it cannot be read, or a line is no rule
   */
  public static NameRules read(Path file) throws StorageException {
    byte[] bytes = FileContent.read(file, file.toString()).bytes();
    if (bytes.length > MAX_BYTES) {
      throw new StorageException(
          "%s has more than %s bytes, which no list of rules needs. Give a text file of rules."
              .formatted(ForeignText.show(file), MAX_BYTES));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return parse(file.toString(), text);
    } catch (CharacterCodingException e) {
      throw new StorageException(
          "%s is not text in UTF-8. Give a text file of rules.".formatted(ForeignText.show(file)),
          e);
    }
  }

  /**
   * Returns the rules of a text.
   *
   * @param name where the text is from, for messages
   * @throws StorageException if a line is no rule
   */
  public static NameRules parse(String name, String text) throws StorageException {
    NameRules rules = new NameRules(name);
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          rules.add(line);
        } catch (IllegalArgumentException e) {
          throw new StorageException(
              "Line %s of the rules %s is wrong: %s. Correct it."
                  .formatted(i + 1, ForeignText.show(name), e.getMessage()),
              e);
        }
      }
    }
    return rules;
  }

  private void add(String line) {
    Matcher prefix = PREFIX.matcher(line);
    if (prefix.matches()) {
      prefixes.add(prefix.group(1));
      return;
    }
    String[] sides = line.split(ARROW, -1);
    if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
      throw new IllegalArgumentException(
          "it is not PATTERN -> ADDRESS, PATTERN -> ignored or prefix TEXT");
    }
    rules.add(new NameRule(sides[0].strip(), sides[1].strip()));
  }

  /** Returns the name of their file. */
  public String name() {
    return name;
  }

  /**
   * Maps the name of a tensor.
   *
   * @return the address of a parameter, or {@code "ignored"}; empty if no rule matches
   */
  Optional<String> target(String tensor) {
    String known = withoutPrefixes(tensor);
    return rules.stream().flatMap(rule -> rule.apply(known).stream()).findFirst();
  }

  private String withoutPrefixes(String tensor) {
    String rest = tensor;
    Optional<String> prefix = prefixes.stream().filter(rest::startsWith).findFirst();
    while (prefix.isPresent()) {
      rest = rest.substring(prefix.get().length());
      prefix = prefixes.stream().filter(rest::startsWith).findFirst();
    }
    return rest;
  }
}
