/**
 * Replies of a language model kept in a file, so that tests and examples run without the model.
 *
 * <p>{@link io.llmrec.prompt.cassette.CassetteModel} is the one type: it replays a file, records
 * one or does both. A cassette is JSON Lines in UTF-8. The first line is a header, {@code
 * {"cassette":1, "note":"who wrote the replies"}}; each further line holds a prompt and its reply:
 *
 * <pre>{@code
 * {"hash":"...","messages":[{"role":"user","text":"..."}],
 *  "options":{"maxTokens":256,"temperature":0.0,"seed":7,"stop":["END"]},
 *  "reply":{"text":"...","model":"...","finish":"STOP","inputTokens":9,"outputTokens":4,
 *           "money":"0.01"}}
 * }</pre>
 *
 * <p>A message with pictures has them as {@code "images"}, a list of {@code data:} or https URLs.
 * In a file written by hand {@code hash}, {@code options}, their fields and all of {@code reply}
 * but its text may be left out. A recording model holds its file open and locked until it is
 * closed.
 */
@NullMarked
package io.llmrec.prompt.cassette;

import org.jspecify.annotations.NullMarked;
