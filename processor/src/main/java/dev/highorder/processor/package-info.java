/** The entry of the annotation processor and its one processing step: read, check, plan, write. */
package dev.highorder.processor;
