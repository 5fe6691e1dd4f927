package io.llmrec.examples.chat;

import io.llmrec.core.catalog.Item;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.chat.ChatOptions;
import io.llmrec.prompt.chat.ChatTrace;
import io.llmrec.prompt.chat.ChatTurn;
import io.llmrec.prompt.chat.Conversation;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * What a chat must beat: it listens to nothing and offers the next most popular items, as many as a
 * chat does. Remembers how far each conversation has come; not safe for use by several threads.
 */
final class PopularChat implements BiFunction<Conversation, String, ChatTurn> {

  private static final int AT_ONCE = ChatOptions.DEFAULT.items();

  private final List<Item> order;
  private final Map<Conversation, Integer> offered = new HashMap<>();

  PopularChat(ChatCatalog catalog) {
    order =
        IntStream.range(0, catalog.size())
            .boxed()
            .sorted(Comparator.comparingDouble(row -> -catalog.popularity(row)))
            .map(catalog::item)
            .toList();
  }

  @Override
  public ChatTurn apply(Conversation conversation, String message) {
    int from = Math.min(order.size(), offered.getOrDefault(conversation, 0));
    int to = Math.min(order.size(), from + AT_ONCE);
    offered.put(conversation, to);
    return new ChatTurn(
        "These are popular.",
        Language.EN,
        ChatTurn.Act.RECOMMEND,
        order.subList(from, to),
        List.of(),
        new ChatTurn.Shortlist(order.size(), List.of()),
        new ChatTrace(List.of(), List.of(), List.of(), List.of(), Duration.ZERO, Duration.ZERO));
  }
}
