/**
 * Means, intervals and differences of the results of several seeds. Every interval of this program
 * comes from here.
 */
package dev.highorder.demo.statistics;
