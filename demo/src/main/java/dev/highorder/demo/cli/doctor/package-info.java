/** The examinations of {@code doctor}: one class for each property of the machine. */
package dev.highorder.demo.cli.doctor;
