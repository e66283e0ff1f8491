/**
 * A classifier for many callers: requests that wait are computed together, a new version replaces
 * an old one while it serves, and everything is counted.
 *
 * <p>Adaptive batches follow the default of Triton Inference Server: nothing waits for company, but
 * what arrives while a batch is computed is computed together next.
 */
package dev.highorder.serving;
