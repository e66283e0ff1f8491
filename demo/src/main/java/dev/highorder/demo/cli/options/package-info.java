/** Groups of command-line options that verbs share; each group becomes a spec or a recipe. */
package dev.highorder.demo.cli.options;
