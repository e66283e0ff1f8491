/** The verbs of the command line and the options that they share. */
package dev.highorder.demo.cli;
