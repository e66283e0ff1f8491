package dev.highorder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;

/**
 * Embeds images {@code (batch, channels, height, width)} as token sequences {@code (batch, tokens,
 * features)}. A token is a linear function of a square patch plus a trained vector for its
 * position.
 */
final class PatchEmbedding extends AbstractBlock {

  private static final float DEVIATION = 0.02f;

  private final int side;
  private final int features;
  private final Block projection;
  private final Parameter positions;

  /** Channels, height and width that the positions were created for. */
  private Shape image;

  /** Creates the embedding of patches of {@code side x side} pixels. */
  @SuppressWarnings("this-escape") // children must be known when the constructor ends (DJL)
  PatchEmbedding(int side, int features) {
    this.side = side;
    this.features = features;
    projection =
        addChildBlock(
            "projection",
            Conv2d.builder()
                .setKernelShape(new Shape(side, side))
                .optStride(new Shape(side, side))
                .setFilters(features)
                .build());
    positions =
        addParameter(
            Parameter.builder()
                .setName("positions")
                .setType(Parameter.Type.OTHER)
                .optInitializer(new NormalInitializer(DEVIATION))
                .build());
  }

  @Override
  protected void prepare(Shape[] inputShapes) {
    positions.setShape(new Shape(1, tokens(inputShapes[0]), features));
    image = inputShapes[0].slice(1);
  }

  private long tokens(Shape image) {
    if (image.dimension() != 4 || image.get(2) % side != 0 || image.get(3) % side != 0) {
      throw new IllegalArgumentException(
          "Images %s cannot be divided into patches of %sx%s pixels. Scale height and width to multiples of %s."
              .formatted(image, side, side, side));
    }
    return image.get(2) / side * (image.get(3) / side);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    if (!x.getShape().slice(1).equals(image)) {
      throw new IllegalArgumentException(
          "The trained positions are for images %s, not %s. Scale the images to that size."
              .formatted(image, x.getShape().slice(1)));
    }
    NDArray patches =
        projection.forward(parameterStore, inputs, training, params).singletonOrThrow();
    NDArray vectors = parameterStore.getValue(positions, x.getDevice(), training);
    long batch = x.getShape().get(0);
    return new NDList(patches.reshape(batch, features, -1).transpose(0, 2, 1).add(vectors));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    projection.initialize(manager, dataType, inputShapes);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape shape = inputShapes[0];
    return new Shape[] {new Shape(shape.get(0), tokens(shape), features)};
  }
}
