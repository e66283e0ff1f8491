/**
 * Charts, as SVG or as images. A chart is drawn from numbers and names alone, with colours that
 * differ in lightness too, and its text stays text. It is the only room that names JFreeChart and
 * Batik.
 */
package dev.highorder.demo.chart;
