package dev.highorder.backend;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whether networks are compiled, which the system property {@value #PROPERTY} chooses. */
public enum Compilation {

  /**
   * Networks are compiled where the engine has a compiler. A failure is reported, and the network
   * runs operator by operator. This is the default.
   */
  ON,

  /** Networks run operator by operator. */
  OFF,

  /** As {@link #ON}, but a failure of the compiler is thrown: for tests and benchmarks. */
  STRICT;

  /** The system property: {@code on}, {@code off} or {@code strict}. */
  public static final String PROPERTY = "dev.highorder.compile";

  /**
   * Returns the choice of the system property.
   *
   * @throws IllegalArgumentException if the property has another value
   */
  public static Compilation chosen() {
    String value = System.getProperty(PROPERTY, "on");
    for (Compilation compilation : values()) {
      if (compilation.word().equals(value)) {
        return compilation;
      }
    }
    throw new IllegalArgumentException(
        "The system property %s is '%s'. Set it to one of %s."
            .formatted(
                PROPERTY,
                value,
                Arrays.stream(values()).map(Compilation::word).collect(Collectors.joining(", "))));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
