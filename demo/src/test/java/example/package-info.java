/** The Java code of README and of the pages in docs, so that it is compiled and run. */
package example;
