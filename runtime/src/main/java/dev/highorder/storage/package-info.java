/**
 * Files that are whole or not there: directories that appear at once, tensors read without trust,
 * checksums. For this library's own use.
 */
package dev.highorder.storage;
