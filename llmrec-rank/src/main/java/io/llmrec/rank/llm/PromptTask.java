package io.llmrec.rank.llm;

/** What a ranking prompt asks for. */
enum PromptTask {
  /** The order of all candidates shown, as labels. */
  ORDER("listwise"),
  /** The label of the best of the candidates shown. */
  PICK("pick"),
  /** The label of a grade for one candidate. */
  GRADE("grade"),
  /** Yes or no to one candidate. */
  YES_NO("yes-no");

  private final String file;

  PromptTask(String file) {
    this.file = file;
  }

  /** Whether candidates stand in the prompt with labels. */
  boolean showsLabels() {
    return this == ORDER || this == PICK;
  }

  /** The name in the resources, and in the seed of labels. */
  String file() {
    return file;
  }
}
