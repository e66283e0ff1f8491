package dev.highorder.weights;

import ai.djl.ndarray.types.Shape;
import dev.highorder.storage.ForeignTensors;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tensors of a file with the addresses that rules give them. */
public final class MappedTensors {

  private final ForeignTensors file;
  private final NameRules rules;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final List<String> ignored = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  private MappedTensors(ForeignTensors file, NameRules rules) {
    this.file = file;
    this.rules = rules;
  }

  /**
   * Applies rules to the names of a file. Tensors that no rule names are refused later, when the
   * network is known.
   *
   * @throws StorageException if two tensors get the same address
   */
  public static MappedTensors of(ForeignTensors file, NameRules rules) throws StorageException {
    MappedTensors mapped = new MappedTensors(file, rules);
    for (String name : file.tensors().keySet()) {
      mapped.add(name);
    }
    return mapped;
  }

  private void add(String name) throws StorageException {
    Optional<String> target = rules.target(name);
    if (target.isEmpty()) {
      unknown.add(name);
    } else if (target.get().equals(NameRule.IGNORED)) {
      ignored.add(name);
    } else {
      String other = sources.putIfAbsent(target.get(), name);
      if (other != null) {
        throw new StorageException(
            "The rules %s map both %s and %s of %s to %s. Ignore one of them, or map it elsewhere."
                .formatted(
                    ForeignText.show(rules.name()),
                    ForeignText.show(other),
                    ForeignText.show(name),
                    ForeignText.show(file.file()),
                    ForeignText.show(target.get())));
      }
    }
  }

  /** Returns the file. */
  public ForeignTensors file() {
    return file;
  }

  /** Returns the rules. */
  public NameRules rules() {
    return rules;
  }

  /** Returns the names of tensors by the addresses of parameters. */
  public Map<String, String> sources() {
    return Collections.unmodifiableMap(sources);
  }

  /** Returns the tensors that a rule ignores. */
  public List<String> ignored() {
    return List.copyOf(ignored);
  }

  /** Returns the tensors that no rule names. */
  public List<String> unknown() {
    return List.copyOf(unknown);
  }

  /** Returns the shape of the tensor with an address; empty if there is none. */
  Optional<Shape> shape(String address) {
    return Optional.ofNullable(sources.get(address)).map(name -> file.tensors().get(name).shape());
  }
}
