package io.llmrec.rank.text;

/** Texts of rows, and what came of them. Texts are asked for as they are needed. */
public interface LabelledTexts {

  /** How many there are. */
  int count();

  /** What a row says in words. */
  RowText text(int index);

  /** Whether the answer is yes. */
  boolean positive(int index);
}
