/**
 * Values between the phases: the annotation as the user wrote it, and the class that is to be
 * generated. They contain no Java source and no prose.
 */
package dev.highorder.processor.model;
