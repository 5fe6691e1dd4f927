package io.llmrec.prompt.chat.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.prompt.chat.state.ShownItem;
import io.llmrec.prompt.chat.state.Wish;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model wants to do about a message.
 *
 * @param act the kind of answer
 * @param wishes that the message adds
 * @param drop labels of wishes that the message takes back
 * @param reactions to items
 * @param tools to run, in this order
 * @param say what to ask or say where the act is {@link Act#ASK} or {@link Act#TALK}; may be empty
 */
public record Plan(
    Act act,
    List<NewWish> wishes,
    List<String> drop,
    List<NewReaction> reactions,
    List<ToolCall> tools,
    String say) {

  /** The kind of an answer. */
  public enum Act {
    /** Recommend items. */
    RECOMMEND,
    /** Say something of items. */
    ANSWER,
    /** Ask back. */
    ASK,
    /** Talk without recommending. */
    TALK
  }

  /**
   * A wish.
   *
   * @param kind how much it binds
   * @param text in words
   * @param filter as JSON, not yet read, or null
   */
  public record NewWish(Wish.Kind kind, String text, @Nullable JsonNode filter) {}

  /**
   * A reaction.
   *
   * @param item its label or title
   * @param reaction what was said
   */
  public record NewReaction(String item, ShownItem.Reaction reaction) {}

  /**
   * A tool to run.
   *
   * @param tool its name; may be one that does not exist
   * @param input for it
   */
  public record ToolCall(String tool, ObjectNode input) {}

  /** Takes copies of the lists. */
  public Plan {
    wishes = List.copyOf(wishes);
    drop = List.copyOf(drop);
    reactions = List.copyOf(reactions);
    tools = List.copyOf(tools);
  }
}
