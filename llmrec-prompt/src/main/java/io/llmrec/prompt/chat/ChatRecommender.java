package io.llmrec.prompt.chat;

import io.llmrec.core.Recommender;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.StreamingLanguageModel;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.safety.Redactor;
import java.time.Clock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Answers messages. */
public final class ChatRecommender {

  private ChatRecommender(Builder builder) {}

  /** Starts with a recommender and the model that plans and words. */
  public static Builder builder(Recommender recommender, LanguageModel model) {
    return new Builder(recommender, model);
  }

  /** Answers a message. */
  public ChatTurn reply(Conversation conversation, String message) {
    return stream(conversation, message, piece -> true);
  }

  /** Answers a message piece by piece. */
  public ChatTurn stream(Conversation conversation, String message, Predicate<String> onText) {
    throw new UnsupportedOperationException();
  }

  /** Collects. */
  public static final class Builder {

    private final Recommender recommender;
    private final LanguageModel model;
    private @Nullable ChatCatalog catalog;
    private ChatOptions options = ChatOptions.DEFAULT;

    private Builder(Recommender recommender, LanguageModel model) {
      this.recommender = recommender;
      this.model = model;
    }

    /** Catalog. */
    public Builder catalog(ChatCatalog ready) {
      catalog = ready;
      return this;
    }

    /** Streaming. */
    public Builder streaming(StreamingLanguageModel writer) {
      return this;
    }

    /** Planner. */
    public Builder planner(LanguageModel planner) {
      return this;
    }

    /** Critic. */
    public Builder critic(LanguageModel critic) {
      return this;
    }

    /** Summaries. */
    public Builder summarizer(LanguageModel summarizer) {
      return this;
    }

    /** Redactor. */
    public Builder redactor(Redactor redactor) {
      return this;
    }

    /** Options. */
    public Builder options(ChatOptions limits) {
      options = limits;
      return this;
    }

    /** Clock. */
    public Builder clock(Clock clock) {
      return this;
    }

    /** Eligibility. */
    public Builder eligible(io.llmrec.core.request.Eligibility eligibility) {
      return this;
    }

    /** The recommender. */
    public ChatRecommender build() {
      return new ChatRecommender(this);
    }
  }
}
