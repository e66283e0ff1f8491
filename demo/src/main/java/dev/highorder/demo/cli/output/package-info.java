/** Everything the verbs draw or print: tables, as text or JSON, and charts. */
package dev.highorder.demo.cli.output;
