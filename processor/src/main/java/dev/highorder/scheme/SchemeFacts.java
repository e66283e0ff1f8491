package dev.highorder.scheme;

/**
 * The facts about a scheme that its wiring does not tell.
 *
 * @param title its name in a sentence, as in "the <em>forward Euler</em> scheme"
 * @param order its order
 * @param source where it was published
 */
public record SchemeFacts(String title, int order, String source) {}
