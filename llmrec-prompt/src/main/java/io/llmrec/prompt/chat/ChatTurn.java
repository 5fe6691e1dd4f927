package io.llmrec.prompt.chat;

import io.llmrec.core.catalog.Item;
import io.llmrec.prompt.Language;
import java.util.List;

/**
 * The answer to a message, with the truth about how it came to be.
 *
 * @param text what the user reads; never blank but for {@link Act#CANCELLED}
 * @param language it is written in
 * @param act what it does
 * @param items the items it recommends, in the order it names them, each once: all of them
 *     candidates that pass every wish that binds; none unless the act is {@link Act#RECOMMEND}
 * @param mentions where in the text items are named: those recommended, and those the user spoke of
 *     or was shown
 * @param candidates what is left of the catalog
 * @param trace what was done
 */
public record ChatTurn(
    String text,
    Language language,
    Act act,
    List<Item> items,
    List<Mention> mentions,
    Shortlist candidates,
    ChatTrace trace) {

  /** What an answer does. */
  public enum Act {
    /** Recommends items. */
    RECOMMEND,
    /** Says something of items: details, a comparison, why they were shown. */
    ANSWER,
    /** Asks back: the wish is unclear, or nothing fits it. */
    ASK,
    /** Talks: recommending is not what is wanted now. */
    TALK,
    /** The caller stopped listening; the conversation is as if the message had not been sent. */
    CANCELLED
  }

  /**
   * A place of the text that names an item.
   *
   * @param itemId which
   * @param start of the title in {@link ChatTurn#text}
   * @param end after the title
   */
  public record Mention(String itemId, int start, int end) {}

  /**
   * What is left of the catalog.
   *
   * @param count how many items
   * @param head the first of them in their order, at most {@value #MAX_HEAD}
   */
  public record Shortlist(int count, List<Item> head) {

    /** The most items of the head. */
    public static final int MAX_HEAD = 20;

    /** Takes a copy of the list. */
    public Shortlist {
      head = List.copyOf(head);
    }
  }

  /** Takes copies of the lists. */
  public ChatTurn {
    items = List.copyOf(items);
    mentions = List.copyOf(mentions);
  }

  ChatTurn with(ChatTrace other) {
    return new ChatTurn(text, language, act, items, mentions, candidates, other);
  }

  /** Whether a part of the turn was not done as it was meant to. */
  public boolean degraded() {
    return !trace.degradations().isEmpty();
  }
}
