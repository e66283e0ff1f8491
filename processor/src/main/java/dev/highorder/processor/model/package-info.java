/** Values that pass between the phases: what the user wrote, and what is to be generated. */
package dev.highorder.processor.model;
