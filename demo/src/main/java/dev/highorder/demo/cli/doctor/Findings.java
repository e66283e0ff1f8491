package dev.highorder.demo.cli.doctor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The findings of {@code doctor}: values, notes on what may fail, and problems. */
public final class Findings {

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();
  private final Map<String, String> problems = new LinkedHashMap<>();

  /** Adds a value, or replaces the one of the same name. */
  public void value(String item, String value) {
    values.put(item, value);
  }

  /** Adds a note: something that works without it, or works for now. It has a remedy. */
  public void note(String item, String text) {
    notes.put(item, text);
  }

  /** Adds a problem: something that HighOrder cannot work without. It has a remedy. */
  public void problem(String item, String text) {
    problems.put(item, text);
  }

  /** Returns the values by name, in the order of the examinations. */
  public Map<String, String> values() {
    return Collections.unmodifiableMap(values);
  }

  /** Returns the notes by name, in the order of the examinations. */
  public Map<String, String> notes() {
    return Collections.unmodifiableMap(notes);
  }

  /** Returns the problems by name, in the order of the examinations. */
  public Map<String, String> problems() {
    return Collections.unmodifiableMap(problems);
  }
}
