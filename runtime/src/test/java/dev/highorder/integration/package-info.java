/** Tests that need several rooms: here only what no single room can show belongs. */
package dev.highorder.integration;
