package dev.highorder.dataset;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.RandomAccessDataset;
import dev.highorder.input.ArrayFormat;
import dev.highorder.input.InputFormat;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * The records of a DJL data set as examples. A record is read whenever it is needed, with the
 * transforms of the data set, and its arrays are closed at once.
 *
 * <p>A record has one array of data, of the same shape as all others, and one label, the number of
 * its class. The sampler and the batch size of the DJL data set are not used: {@link
 * ExampleDataset} orders the records, so that a resumed training continues exactly.
 *
 * <p>Instances are safe for use by several threads, which read records one after another.
 */
public final class DjlExamples implements ExampleSet {

  private final DjlRecords records;
  private final String description;
  private final List<String> classes;
  private final ArrayFormat format;
  private final int[] labels;
  private final int[] checksums;
  private final String sha256;

  private DjlExamples(Builder builder, String description, List<String> classes)
      throws IOException {
    this.description = description;
    this.classes = classes;
    RandomAccessDataset dataset = Objects.requireNonNull(builder.dataset, "setDataset is required");
    NDManager manager = Objects.requireNonNull(builder.manager, "setManager is required");
    records = new DjlRecords(dataset, manager, shown());
    int size = size(records.size());
    labels = new int[size];
    checksums = new int[size];
    DjlRecordDigest digest = new DjlRecordDigest(classes);
    Shape shape = records.read(0).shape();
    format = format(shape, builder.tokens);
    for (int i = 0; i < size; i++) {
      DjlRecords.Values record = records.read(i);
      requireFitting(i, record);
      labels[i] = label(i, record.label());
      checksums[i] = digest.add(record.values(), labels[i]);
    }
    sha256 = digest.sha256(format.dimensions());
  }

  private String shown() {
    return ForeignText.show(description);
  }

  private int size(long size) {
    if (size < 1 || size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s: there are %s records. Give 1 to %s.".formatted(shown(), size, Integer.MAX_VALUE));
    }
    return (int) size;
  }

  private ArrayFormat format(Shape shape, int tokens) {
    try {
      return new ArrayFormat(LongStream.of(shape.getShape()).boxed().toList(), tokens);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: a record has data of the shape %s. Give each at least one dimension, and at most %s numbers."
              .formatted(shown(), shape, ArrayFormat.MAX_VALUES),
          e);
    }
  }

  private void requireFitting(int index, DjlRecords.Values record) {
    if (!record.shape().equals(format.shape())) {
      throw new IllegalArgumentException(
          "%s: record %s has the shape %s, but record 0 has %s. Bring all to one shape, for example by a transform of the data set."
              .formatted(shown(), index, record.shape(), format.shape()));
    }
    for (float value : record.values()) {
      if (!isFitting(value)) {
        throw new IllegalArgumentException(
            format.tokens() > 0
                ? "%s: record %s has the number %s, which is no token: there are %s, from 0. Correct the record, or optTokens."
                    .formatted(shown(), index, value, format.tokens())
                : "%s: record %s has the value %s. Replace it by a finite number."
                    .formatted(shown(), index, value));
      }
    }
  }

  private boolean isFitting(float value) {
    return format.tokens() > 0
        ? value >= 0 && value < format.tokens() && value == (int) value
        : Float.isFinite(value);
  }

  private int label(int index, double label) {
    if (!(label >= 0 && label < classes.size() && label == (int) label)) {
      throw new IllegalArgumentException(
          "%s: record %s has the label %s, but there are %s classes, from 0. Correct the label, or setClasses."
              .formatted(shown(), index, label, classes.size()));
    }
    return (int) label;
  }

  /** Returns a builder; the data set, the classes and the manager are required. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public int label(int index) {
    return labels[index];
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public ArrayFormat measuredFormat() {
    return format;
  }

  /**
   * Returns an encoder, which passes on the numbers of a record as they are. It throws {@link
   * UnreadableExampleException} for a record that cannot be read any more, and {@link
   * IllegalStateException} for one that has changed.
   *
   * @throws IllegalArgumentException if the format is not that of this set
   */
  @Override
  public ExampleEncoder encoder(InputFormat format) {
    if (!format.equals(this.format)) {
      throw new IllegalArgumentException(
          "%s: these examples are %s, but the network reads %s. Give it a set of that format."
              .formatted(shown(), this.format, ForeignText.show(format)));
    }
    return (index, epoch, target, offset) -> {
      float[] values = read(index);
      System.arraycopy(values, 0, target, offset, values.length);
    };
  }

  private float[] read(int index) {
    DjlRecords.Values record;
    try {
      record = records.read(index);
    } catch (IOException e) {
      throw new UnreadableExampleException(
          "%s: record %s cannot be read any more: %s. Restore it."
              .formatted(shown(), index, ForeignText.show(e.getMessage())),
          e);
    }
    if (DjlRecordDigest.checksum(record.values(), labels[index]) != checksums[index]) {
      throw new IllegalStateException(
          "%s: record %s differs from when it was first read. Leave data unchanged, and leave out transforms that are random: a training could not be resumed exactly."
              .formatted(shown(), index));
    }
    return record.values();
  }

  @Override
  public String toString() {
    return "%s: %s examples of shape %s in %s classes"
        .formatted(shown(), size(), format.shape(), classes.size());
  }

  /** A builder of {@link DjlExamples}; {@code set} values are required. */
  public static final class Builder {

    private RandomAccessDataset dataset;
    private List<String> classes;
    private NDManager manager;
    private String description;
    private int tokens;

    private Builder() {}

    /** Sets the data set. Required. It must not change, and its transforms must not be random. */
    public Builder setDataset(RandomAccessDataset dataset) {
      this.dataset = Objects.requireNonNull(dataset, "dataset");
      return this;
    }

    /**
     * Sets the names of the classes; a label is an index into this list. Required.
     *
     * @throws IllegalArgumentException if there are fewer than two, or two are equal
     */
    public Builder setClasses(List<String> classes) {
      if (classes.size() < 2 || new HashSet<>(classes).size() < classes.size()) {
        throw new IllegalArgumentException(
            "The classes are %s. Give at least two, all different."
                .formatted(ForeignText.show(classes)));
      }
      this.classes = List.copyOf(classes);
      return this;
    }

    /**
     * Sets the parent of the managers in which records are read; each lives as long as it takes to
     * read one. Required. Its engine is that of the data set, and it stays open while the examples
     * are used.
     */
    public Builder setManager(NDManager manager) {
      this.manager = Objects.requireNonNull(manager, "manager");
      return this;
    }

    /** Sets where the examples come from, for people to read. Default: the data set's class. */
    public Builder optDescription(String description) {
      this.description = Objects.requireNonNull(description, "description");
      return this;
    }

    /**
     * Sets that the numbers of a record are those of tokens. Default: they are quantities.
     *
     * @param tokens how many different ones there are, at least 1; they are numbered from 0
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder optTokens(int tokens) {
      if (tokens < 1) {
        throw new IllegalArgumentException(
            "There are %s tokens. Give at least 1.".formatted(tokens));
      }
      this.tokens = tokens;
      return this;
    }

    /**
     * Reads every record once, to check it and to compute the checksum of the set.
     *
     * @throws NullPointerException if a required value is missing
     * @throws IllegalArgumentException if there is no record, or one has another shape than the
     *     first, more than one array, a value that is not finite or no token, or a label that is no
     *     class
     * @throws IOException if a record cannot be read, or a transform fails
     */
    public DjlExamples build() throws IOException {
      Objects.requireNonNull(dataset, "setDataset is required");
      return new DjlExamples(
          this,
          description == null ? dataset.getClass().getSimpleName() : description,
          Objects.requireNonNull(classes, "setClasses is required"));
    }
  }
}
