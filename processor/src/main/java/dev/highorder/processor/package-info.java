/** The entry of the annotation processor and its one step: read, check, plan, write. */
package dev.highorder.processor;
