package io.llmrec.prompt.chat;

import io.llmrec.core.Recommender;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.StreamingLanguageModel;
import io.llmrec.core.request.Eligibility;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.safety.Redactor;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What a turn works with.
 *
 * @param recommender sorts candidates for a user
 * @param catalog the items
 * @param prompts of all calls
 * @param planner plans
 * @param writer words answers
 * @param streamer words answers piece by piece, or null
 * @param critic looks at answers a second time, or null
 * @param summarizer shortens dialogues, or null
 * @param redactor takes personal data out of messages
 * @param eligibility what may be shown
 * @param history whether what the user did before may be shown
 * @param options limits
 * @param clock tells when it is
 */
record Parts(
    Recommender recommender,
    ChatCatalog catalog,
    ChatPrompts prompts,
    LanguageModel planner,
    LanguageModel writer,
    @Nullable StreamingLanguageModel streamer,
    @Nullable LanguageModel critic,
    @Nullable LanguageModel summarizer,
    Redactor redactor,
    Eligibility eligibility,
    History history,
    ChatOptions options,
    Clock clock) {

  /** What becomes of items that the user's history names. */
  enum History {
    /** They are no candidates. */
    LEFT_OUT,
    /** They are. */
    ALLOWED
  }
}
