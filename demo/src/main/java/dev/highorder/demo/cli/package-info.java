/** The verbs of the command line, one class for each, and the exit codes. */
package dev.highorder.demo.cli;
