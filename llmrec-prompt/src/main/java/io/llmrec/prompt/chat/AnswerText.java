package io.llmrec.prompt.chat;

import io.llmrec.prompt.chat.ChatTurn.Mention;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.chat.ground.Checked.Piece;
import io.llmrec.prompt.chat.ground.FactSheet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts an answer together, piece by piece, and passes it on. Not safe for use by several threads.
 */
final class AnswerText {

  private final ChatCatalog catalog;
  private final Predicate<String> onText;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder remembered = new StringBuilder();
  private final List<Mention> mentions = new ArrayList<>();
  private final Set<Integer> rows = new LinkedHashSet<>();
  private boolean cancelled;
  private @Nullable RuntimeException failure;

  AnswerText(ChatCatalog catalog, Predicate<String> onText) {
    this.catalog = catalog;
    this.onText = onText;
  }

  /** One sentence more. */
  void add(List<Piece> pieces) {
    StringBuilder sentence = new StringBuilder();
    for (Piece piece : pieces) {
      boolean first = text.isEmpty() && sentence.isEmpty();
      if (piece.row() < 0) {
        String words = first ? piece.text().stripLeading() : piece.text();
        sentence.append(words);
        remembered.append(words);
        continue;
      }
      remembered.append('“').append(FactSheet.harmless(piece.text())).append('”');
      int start = text.length() + sentence.length() + 1;
      sentence.append('“').append(piece.text()).append('”');
      String id = catalog.item(piece.row()).id();
      mentions.add(new Mention(id, start, start + piece.text().length()));
      rows.add(piece.row());
    }
    text.append(sentence);
    if (!sentence.isEmpty() && !cancelled) {
      tell(sentence.toString());
    }
  }

  /** A listener that fails listens no more; the failure is thrown when no model is in between. */
  private void tell(String sentence) {
    try {
      cancelled = !onText.test(sentence);
    } catch (RuntimeException e) {
      failure = e;
      cancelled = true;
    }
  }

  /** Throws what the listener threw. */
  void throwListenersFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  /** Words without an item. */
  void add(String words) {
    add(List.of(new Piece(words, -1)));
  }

  /** Whether the listener wants no more. */
  boolean cancelled() {
    return cancelled;
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  String text() {
    return text.toString();
  }

  /** The text as later prompts may show it, without titles that give instructions. */
  String remembered() {
    return remembered.toString();
  }

  List<Mention> mentions() {
    return List.copyOf(mentions);
  }

  /** The rows of the items named, in the order they are named. */
  List<Integer> rows() {
    return List.copyOf(rows);
  }
}
