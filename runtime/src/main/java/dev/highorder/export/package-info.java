/**
 * Classifiers that leave the library: written for other programs, and proven to compute the same
 * there.
 */
package dev.highorder.export;
