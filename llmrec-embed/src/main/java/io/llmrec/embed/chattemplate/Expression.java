package io.llmrec.embed.chattemplate;

/** Something that has a value; see {@link Values} for the kinds there are. */
@FunctionalInterface
interface Expression {

  Object evaluate(Scope scope);
}
