/**
 * Reports: sections of text, tables and charts as one HTML page that needs no network, and as JSON.
 * It only draws: every number comes from elsewhere, and every text is escaped here.
 */
package dev.highorder.demo.report;
