package dev.highorder.demo.cli.training;

import dev.highorder.dataset.ExampleSet;

/**
 * The examples of a training run.
 *
 * @param training the examples to learn from
 * @param test the examples that decide how good the network is
 */
record DataSets(ExampleSet training, ExampleSet test) {}
