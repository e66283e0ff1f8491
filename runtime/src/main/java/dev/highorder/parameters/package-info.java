/**
 * What a network runs with instead of its own parameters: on another device, averaged, or to be
 * recorded with all that it creates.
 */
package dev.highorder.parameters;
