package io.llmrec.prompt.chat.simulate;

import io.llmrec.core.catalog.Item;
import io.llmrec.prompt.chat.ChatTurn;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at an answer without trusting what the chat says of it. */
final class TurnAudit {

  /** What is written like a title. */
  private static final Pattern QUOTED =
      Pattern.compile(
          "\"([^\"\\n]{2,200}+)\"|“([^“”\\n]{2,200}+)”|《([^《》\\n]{1,200}+)》|「([^「」\\n]{1,200}+)」"
              + "|\\*\\*([^*\\n]{2,200}+)\\*\\*");

  private static final int GROUPS = 5;

  private final ChatCatalog catalog;
  private final TurnCheck ownCheck;

  TurnAudit(ChatCatalog catalog, TurnCheck ownCheck) {
    this.catalog = catalog;
    this.ownCheck = ownCheck;
  }

  /**
   * What an answer names that is not in the catalog: its items, the places of its text that it says
   * are titles, all that is quoted and that the user has not said first, and what the host's check
   * finds.
   *
   * @param said all that the user said, in lower case
   */
  List<String> ungrounded(ChatTurn turn, String said) {
    List<String> found = new ArrayList<>();
    for (Item item : turn.items()) {
      Item known = catalog.find(item.id());
      if (known == null || !known.title().equals(item.title())) {
        found.add(item.id());
      }
    }
    for (ChatTurn.Mention mention : turn.mentions()) {
      if (!isTitle(turn, mention)) {
        found.add(mention.toString());
      }
    }
    found.addAll(quotedUnknown(turn.text(), said));
    found.addAll(ownCheck.ungrounded(turn));
    return found;
  }

  private boolean isTitle(ChatTurn turn, ChatTurn.Mention mention) {
    int row = catalog.row(mention.itemId());
    if (row < 0 || mention.start() < 0 || mention.end() > turn.text().length()) {
      return false;
    }
    int[] rows = catalog.titles().rowsOf(turn.text().substring(mention.start(), mention.end()));
    for (int other : rows) {
      if (other == row) {
        return true;
      }
    }
    return false;
  }

  private List<String> quotedUnknown(String text, String said) {
    List<String> unknown = new ArrayList<>();
    Matcher matcher = QUOTED.matcher(text);
    while (matcher.find()) {
      for (int group = 1; group <= GROUPS; group++) {
        String quoted = matcher.group(group);
        if (quoted != null
            && catalog.titles().rowsOf(quoted).length == 0
            && !said.contains(quoted.strip().toLowerCase(Locale.ROOT))) {
          unknown.add(quoted);
        }
      }
    }
    return unknown;
  }

  /** Offered items that break a must or an avoid which was told. */
  int violations(ChatTurn turn, WishList wishes, Set<Trait> told) {
    if (turn.act() != ChatTurn.Act.RECOMMEND) {
      return 0;
    }
    int violations = 0;
    for (Item item : turn.items()) {
      int row = catalog.row(item.id());
      boolean breaks =
          row >= 0
              && (wishes.musts().stream().anyMatch(must -> told.contains(must) && !has(row, must))
                  || wishes.avoids().stream()
                      .anyMatch(avoid -> told.contains(avoid) && has(row, avoid)));
      violations += breaks ? 1 : 0;
    }
    return violations;
  }

  /** Whether an item has all musts and preferences and nothing that is to be avoided. */
  boolean suits(Item item, WishList wishes) {
    int row = catalog.row(item.id());
    return row >= 0
        && wishes.musts().stream().allMatch(must -> has(row, must))
        && wishes.prefers().stream().allMatch(prefer -> has(row, prefer))
        && wishes.avoids().stream().noneMatch(avoid -> has(row, avoid));
  }

  private boolean has(int row, Trait trait) {
    return catalog.fields().passes(trait.filter(), row);
  }
}
