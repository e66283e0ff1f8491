package dev.highorder.processor.scheme;

import dev.highorder.Scheme;

/** How the stages of a block hang together: a tableau, or one of the families that have none. */
public sealed interface Wiring permits ButcherTableau, FamilyWiring {

  /** Returns what kind of blocks they are. */
  Scheme.Family family();

  /** Returns how often a block evaluates a sub-net. */
  int stages();

  /** Returns how many whole tensors a block adds up, or scaled tensors. */
  int additions();

  /** Returns how many of the additions also multiply. */
  int multiplications();

  /** Returns all of it on one line, exact. */
  String text();
}
