package dev.highorder.processor.diagnostic;

/**
 * A part of a message of several lines, such as a trace.
 *
 * @param text shown with its line breaks
 */
public record Lines(String text) {}
