package dev.highorder.stack;

import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * The arguments of one forward pass, which DJL hands from block to block.
 *
 * @param parameterStore the store of the parameters' values
 * @param training whether this is a training pass
 * @param params DJL's optional parameters, may be null
 * @param observer the observer of all stages, may be null
 */
record Pass(
    ParameterStore parameterStore,
    boolean training,
    PairList<String, Object> params,
    StageObserver observer) {}
