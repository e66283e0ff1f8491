/**
 * A training run of the command line: the job and its specs, the directory with its files, and the
 * class that runs it.
 */
package dev.highorder.demo.cli.training;
