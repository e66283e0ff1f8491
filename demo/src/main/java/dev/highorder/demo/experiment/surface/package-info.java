/**
 * Loss surfaces of networks: what a surface is measured with, how, and its contours. A surface is
 * the same whenever it is measured with the same setting, scheme and seed.
 */
package dev.highorder.demo.experiment.surface;
