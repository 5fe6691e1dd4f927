package io.llmrec.embed.chattemplate;

/** A filter, test or method: something computed from a value and arguments. */
@FunctionalInterface
interface Builtin {

  Object call(Object subject, Arguments arguments);
}
