/**
 * The items of the paper that can be reproduced: one class for each kind of figure, table or claim.
 * An item says what is trained or measured, and what is shown of it; it neither trains nor draws.
 */
package dev.highorder.demo.experiment.item;
