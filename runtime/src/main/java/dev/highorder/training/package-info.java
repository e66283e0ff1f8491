/** Training a network: the recipe, the fit loop and what it tells its observers. */
package dev.highorder.training;
