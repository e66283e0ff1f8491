package dev.highorder.training;

import dev.highorder.evaluation.Evaluation;

/**
 * What one pass over the training set gave.
 *
 * @param epoch its number, from 1
 * @param training the mean over the pass, while the weights changed
 * @param validation the result on the held-out pictures afterwards
 * @param seconds how long the pass took, the evaluation included
 */
public record EpochResult(int epoch, Evaluation training, Evaluation validation, double seconds) {}
