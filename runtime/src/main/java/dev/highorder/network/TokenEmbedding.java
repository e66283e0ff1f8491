package dev.highorder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;

/**
 * Embeds sequences of token numbers {@code (batch, tokens)} as {@code (batch, tokens, features)}: a
 * trained vector for each token plus one for its position.
 */
final class TokenEmbedding extends AbstractBlock {

  private static final float DEVIATION = 0.02f;

  private final int features;
  private final Parameter vectors;
  private final Parameter positions;

  /**
   * Creates the embedding.
   *
   * @param vocabulary the number of different tokens
   */
  @SuppressWarnings("this-escape") // parameters must be known when the constructor ends (DJL)
  TokenEmbedding(int vocabulary, int features) {
    this.features = features;
    vectors = addParameter(parameter("embedding"));
    vectors.setShape(new Shape(vocabulary, features));
    positions = addParameter(parameter("positions"));
  }

  private static Parameter parameter(String name) {
    return Parameter.builder()
        .setName(name)
        .setType(Parameter.Type.OTHER)
        .optInitializer(new NormalInitializer(DEVIATION))
        .build();
  }

  @Override
  protected void prepare(Shape[] inputShapes) {
    positions.setShape(new Shape(1, inputShapes[0].get(1), features));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    long length = positions.getShape().get(1);
    if (x.getShape().get(1) != length) {
      throw new IllegalArgumentException(
          "The trained positions are for %s tokens, not %s. Cut or fill the sequences to that length."
              .formatted(length, x.getShape().get(1)));
    }
    NDArray table = parameterStore.getValue(vectors, x.getDevice(), training);
    NDArray places = parameterStore.getValue(positions, x.getDevice(), training);
    NDArray numbers = x.toType(DataType.INT32, false); // some engines take no other type
    return new NDList(
        Embedding.embedding(numbers, table, SparseFormat.DENSE).singletonOrThrow().add(places));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape shape = inputShapes[0];
    return new Shape[] {new Shape(shape.get(0), shape.get(1), features)};
  }
}
