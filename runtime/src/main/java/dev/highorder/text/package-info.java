/** Text from outside, such as the names of classes and files, in a form that is safe to show. */
package dev.highorder.text;
