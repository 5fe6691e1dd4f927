package io.llmrec.prompt.chat;

import io.llmrec.core.Recommender;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.StreamingLanguageModel;
import io.llmrec.core.request.Eligibility;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.chat.state.ConversationState;
import io.llmrec.prompt.safety.Redactor;
import java.time.Clock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Recommends in conversations: over any recommender and any language model.
 *
 * <p>Each message is planned by the model (which wishes it holds, which tools to run), the tools
 * narrow and sort the candidates, the model words an answer over labels of the best of them, and
 * each sentence of the answer is held to their facts before anyone sees it. What the model cannot
 * do, or does wrong, is done without it: a turn always answers, and its {@link ChatTrace} says what
 * became of it.
 *
 * <ul>
 *   <li>An empty message is asked back; of a long one the first 2,000 characters are read.
 *   <li>Neither a message nor a text of an item can change the rules: both are data in the prompts,
 *       items go by random labels, and an answer that repeats the rules is not shown.
 *   <li>Tools that do not exist, and inputs that are wrong, are answered with what is allowed;
 *       plans, tools, tokens and time of a turn are limited by {@link ChatOptions}.
 *   <li>Messages of one conversation are answered one after the other; see {@link Conversation}.
 *   <li>The state changes when a turn ends, all at once. When the model fails in the middle the
 *       turn is completed without it; when the caller stops listening, its listener throws or its
 *       thread is interrupted while it waits, the state stays as it was before the message.
 * </ul>
 *
 * <p>Immutable and safe for use by several threads, for any number of conversations. Closes neither
 * the recommender nor the models.
 */
public final class ChatRecommender {

  private final Parts parts;

  private ChatRecommender(Parts parts) {
    this.parts = parts;
  }

  /**
   * Starts with a recommender and the model that plans and words. Everything else has a default;
   * {@link Builder#build} then reads the whole prepared catalog of the recommender.
   */
  public static Builder builder(Recommender recommender, LanguageModel model) {
    return new Builder(recommender, model);
  }

  /**
   * Answers a message, and takes it over into the conversation.
   *
   * @throws IllegalStateException when too many messages of the conversation wait already, or the
   *     thread is interrupted while it waits for its turn
   */
  public ChatTurn reply(Conversation conversation, String message) {
    return stream(conversation, message, piece -> true);
  }

  /**
   * As {@link #reply}, and passes the answer on while it is written: sentence by sentence, each
   * checked before, on the calling thread. All pieces together are the text of the turn. Without a
   * {@linkplain Builder#streaming streaming model} they come when the answer is whole.
   *
   * @param onText returns whether to go on; when it does not, the turn is {@link
   *     ChatTurn.Act#CANCELLED} and the conversation is as it was before the message
   */
  public ChatTurn stream(Conversation conversation, String message, Predicate<String> onText) {
    try {
      conversation.begin();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a message waited for its turn", e);
    }
    try {
      Conversation.Before before = conversation.before();
      Turn turn = new Turn(parts, conversation.user(), before.state(), onText);
      ChatTurn answer = turn.run(message);
      ConversationState after = turn.after();
      if (after != null) {
        conversation.replace(before, after);
      }
      return answer;
    } finally {
      conversation.end();
    }
  }

  /** The items as dialogues see them. */
  public ChatCatalog catalog() {
    return parts.catalog();
  }

  /** Collects the parts. Not safe for use by several threads. */
  public static final class Builder {

    private final Recommender recommender;
    private final LanguageModel model;
    private @Nullable ChatCatalog catalog;
    private @Nullable LanguageModel planner;
    private @Nullable StreamingLanguageModel streamer;
    private @Nullable LanguageModel critic;
    private @Nullable LanguageModel summarizer;
    private Redactor redactor = Redactor.standard();
    private Eligibility eligibility = Eligibility.everything();
    private Parts.History history = Parts.History.LEFT_OUT;
    private ChatOptions options = ChatOptions.DEFAULT;
    private Clock clock = Clock.systemUTC();

    private Builder(Recommender recommender, LanguageModel model) {
      this.recommender = recommender;
      this.model = model;
    }

    /**
     * The items, with fields and popularity of the host's; by default {@link ChatCatalog#of} the
     * recommender's.
     */
    public Builder catalog(ChatCatalog ready) {
      catalog = ready;
      return this;
    }

    /**
     * Another model for plans, for example one whose server keeps to {@link
     * io.llmrec.prompt.chat.plan.PlanReader#schema}; the model that words by default.
     */
    public Builder planner(LanguageModel other) {
      planner = other;
      return this;
    }

    /**
     * Another model for answers, read while it writes. A sentence that fails the check is left out
     * and not worded anew, and there is no second look by a critic.
     */
    public Builder streaming(StreamingLanguageModel other) {
      streamer = other;
      return this;
    }

    /** A model that looks at each answer a second time; none by default. */
    public Builder critic(LanguageModel other) {
      critic = other;
      return this;
    }

    /** A model that sums up what was said long ago; its beginnings are kept by default. */
    public Builder summarizer(LanguageModel other) {
      summarizer = other;
      return this;
    }

    /** Takes personal data out of messages; {@link Redactor#standard} by default. */
    public Builder redactor(Redactor other) {
      redactor = other;
      return this;
    }

    /** What may be shown: stock, age; everything by default. Asked about what is to be shown. */
    public Builder eligible(Eligibility narrower) {
      eligibility = eligibility.and(narrower);
      return this;
    }

    /** Allows items that the user's history names; they are no candidates by default. */
    public Builder allowSeen() {
      history = Parts.History.ALLOWED;
      return this;
    }

    /** The limits of a turn; {@link ChatOptions#DEFAULT} by default. */
    public Builder options(ChatOptions limits) {
      options = limits;
      return this;
    }

    /** Tells the time of requests; the system's by default. */
    public Builder clock(Clock other) {
      clock = other;
      return this;
    }

    /** Ready to talk. */
    public ChatRecommender build() {
      ChatCatalog ready =
          catalog == null ? ChatCatalog.of(recommender.prepared().catalog()) : catalog;
      return new ChatRecommender(
          new Parts(
              recommender,
              ready,
              new ChatPrompts(ready),
              planner == null ? model : planner,
              model,
              streamer,
              critic,
              summarizer,
              redactor,
              eligibility,
              history,
              options,
              clock));
    }
  }
}
