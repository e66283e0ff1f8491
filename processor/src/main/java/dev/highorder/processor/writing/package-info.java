/** The spelling of a plan as Java source: one class for each part of the generated class. */
package dev.highorder.processor.writing;
