/** The annotation and the schemes: all that annotated source needs. */
module dev.highorder {
  exports dev.highorder;
}
