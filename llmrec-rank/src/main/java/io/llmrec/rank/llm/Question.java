package io.llmrec.rank.llm;

import io.llmrec.core.llm.Prompt;
import java.util.List;

/**
 * A prompt and what is needed to read the answer.
 *
 * @param prompt with the default options
 * @param labels of the candidates shown, or of the grades
 * @param names that each candidate shown could be called by instead of its label
 */
record Question(Prompt prompt, Labels labels, List<List<String>> names) {}
