/**
 * Generated classes, found by the names that files and users give, or listed from the class path.
 */
package dev.highorder.generated;
