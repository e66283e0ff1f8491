/**
 * The mathematics of schemes: exact numbers, tableaus as they are drawn, order conditions,
 * stability, and the order in which a block computes and frees its tensors. Programs may use it at
 * run time; it knows neither compilers nor DJL.
 */
package dev.highorder.scheme;
