/**
 * What a model may have done to the candidates of a conversation: {@link
 * io.llmrec.prompt.chat.tool.Toolbox} runs tools by name over a {@link
 * io.llmrec.prompt.chat.tool.Workbench} and answers what it cannot do with an error that says what
 * is allowed.
 */
@NullMarked
package io.llmrec.prompt.chat.tool;

import org.jspecify.annotations.NullMarked;
