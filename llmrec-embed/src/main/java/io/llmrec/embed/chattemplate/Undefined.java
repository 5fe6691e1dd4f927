package io.llmrec.embed.chattemplate;

/**
 * What a name stands for that nothing was given for: false, empty, and printed as nothing.
 *
 * @param name for messages
 */
record Undefined(String name) {

  /** To be thrown where a value is needed. */
  TemplateFailure failure() {
    return new TemplateFailure("'%s' is undefined".formatted(name));
  }
}
