/** Measures of a trained network on a data set: loss, accuracy, confusion and calibration. */
package dev.highorder.evaluation;
