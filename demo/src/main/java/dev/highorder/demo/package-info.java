/** The entry of the executable jar. */
package dev.highorder.demo;
