/** What generated code is made of: the base class of stacks, its stages and its sums. */
package dev.highorder.stack;
