/**
 * Rules of the repository, as tests: import rules, links and samples of the documentation, and the
 * vocabulary. Nothing here runs a network.
 */
package dev.highorder.demo.house;
