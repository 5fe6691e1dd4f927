/**
 * The part of the Jinja template language that chat templates of models are written in: {@link
 * io.llmrec.embed.chattemplate.JinjaTemplate} parses a template, refuses what it cannot render, and
 * renders turns of a conversation. A template comes with a model from strangers: it can compute
 * with the values it is given and nothing else, within bounds of work, memory and output.
 */
@NullMarked
package io.llmrec.embed.chattemplate;

import org.jspecify.annotations.NullMarked;
