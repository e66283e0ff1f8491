/** Spells a plan as Java source: one class per part of the generated class. */
package dev.highorder.processor.writing;
