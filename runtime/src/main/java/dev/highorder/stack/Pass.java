package dev.highorder.stack;

import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * One forward pass, as DJL hands it from block to block.
 *
 * @param parameterStore where the parameters are
 * @param training whether this is a training pass
 * @param params DJL's optional parameters, may be null
 * @param observer is told of each state, may be null
 */
record Pass(
    ParameterStore parameterStore,
    boolean training,
    PairList<String, Object> params,
    StageObserver observer) {}
