/** Tables that are computed from networks and schemes: sizes, costs and orders. */
package dev.highorder.demo.experiment;
