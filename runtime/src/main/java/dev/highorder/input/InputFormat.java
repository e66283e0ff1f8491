package dev.highorder.input;

import ai.djl.ndarray.types.Shape;
import com.google.gson.annotations.JsonAdapter;
import dev.highorder.storage.FileRecord;
import java.util.List;

/**
 * A description of one example as a network reads it: its kind, its shape, and how it is prepared.
 *
 * <p>A format is a record, compares by value, checks its components in its constructor, and is
 * written as JSON with the member {@code kind}. A new kind of input is one more record. A record of
 * an application needs no registration: its kind is the name of its class.
 */
@JsonAdapter(InputFormatJson.class)
public interface InputFormat {

  /**
   * Returns the name of the kind: {@code image}, {@code table}, {@code text}, {@code array}, or the
   * name of a class of an application.
   */
  default String kind() {
    return getClass().getName();
  }

  /** Returns the shape of one example, without the batch dimension. */
  Shape shape();

  /**
   * Returns some numbers of a fixed example that was prepared as this format says. They are saved
   * with a classifier and compared when it is loaded, so that no later version prepares examples in
   * another way unnoticed.
   *
   * @return the numbers; none if this kind of input has no such example
   */
  default List<Float> probe() {
    return List.of();
  }

  /**
   * Returns the files that an example is prepared with. They are saved with a classifier.
   *
   * @return their names, lengths and hashes; none if the components of the record say everything
   */
  default List<FileRecord> files() {
    return List.of();
  }

  /**
   * Returns how many different tokens there are, if the numbers of an example are those of tokens,
   * from 0; 0 if they are quantities.
   */
  default int tokens() {
    return 0;
  }
}
