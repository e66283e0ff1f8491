/** Pages of the documentation that are written from the code, and kept true to it by tests. */
package dev.highorder.processor.docs;
