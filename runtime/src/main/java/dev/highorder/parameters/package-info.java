/** Other values for the parameters of a network: on another device, averaged, or to be recorded. */
package dev.highorder.parameters;
