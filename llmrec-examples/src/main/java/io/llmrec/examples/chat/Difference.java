package io.llmrec.examples.chat;

import io.llmrec.examples.chat.DialogueFilms.Found;
import io.llmrec.examples.chat.DialogueScores.Case;
import io.llmrec.examples.chat.RecordedReply.Nearest;
import java.util.List;

/** Why two readings of a reply judge a case differently; the first that applies. */
enum Difference {
  /** A hit in both. */
  BOTH("hits in both readings"),
  /** A hit in none. */
  NEITHER("hits in neither"),
  /** Only theirs: the title belongs to several films of the catalog. */
  SHARED_TITLE("only theirs: several films of the catalog share the title"),
  /** Only theirs: the reply names a film of the same title and of another year. */
  OTHER_YEAR("only theirs: a film of the same title, of another year"),
  /** Only theirs: the reply names another title that is a few characters away. */
  OTHER_TITLE("only theirs: another title that is one or two characters away"),
  /** Only theirs: the title stands behind the end of the list. */
  BEHIND_LIST("only theirs: the title stands behind the list"),
  /** Only theirs: their names differ from the numbers of what was mentioned. */
  MENTIONED("only theirs: mentioned before, under a name of another spelling"),
  /** Only ours: their list has it behind place 20, after false and double entries. */
  FARTHER_DOWN("only ours: in theirs behind place 20"),
  /** Only ours: they took it for something mentioned before that has the same name. */
  SAME_NAME("only ours: something else of the same name had been mentioned"),
  /** Only ours: written differently by more than they allow. */
  WRITTEN_DIFFERENTLY("only ours: a year, an article or a remark makes more than two edits"),
  /** Only ours: their list does not hold the title. */
  NOT_READ("only ours: their reading of the reply does not hold the title"),
  /** Anything else. */
  OTHER("another reason");

  private final String text;

  Difference(String text) {
    this.text = text;
  }

  /** What a reader is told. */
  String text() {
    return text;
  }

  static Difference whyOnlyTheirs(DialogueScores scores, DialogueFilms films, Case one) {
    if (films.sharesTitle(one.film())) {
      return SHARED_TITLE;
    }
    if (one.before()) {
      return MENTIONED;
    }
    List<String> titles =
        scores.reply(one).read().stream()
            .filter(entry -> entry.edits() <= DialogueScores.EDITS)
            .filter(entry -> entry.name().equals(one.name()))
            .map(Nearest::title)
            .toList();
    List<String> listed =
        scores.found(one).stream()
            .map(found -> found.entry().text())
            .filter(entry -> titles.stream().anyMatch(entry::startsWith))
            .toList();
    if (listed.isEmpty()) {
      return BEHIND_LIST;
    }
    return listed.stream().anyMatch(title -> films.isOfAnotherYear(title, one.film()))
        ? OTHER_YEAR
        : OTHER_TITLE;
  }

  static Difference whyOnlyOurs(DialogueScores scores, Case one) {
    RecordedReply reply = scores.reply(one);
    boolean read =
        reply.read().stream()
            .anyMatch(
                entry -> entry.edits() <= DialogueScores.EDITS && entry.name().equals(one.name()));
    if (read) {
      return reply.turn().mentionedNames().contains(one.name()) ? SAME_NAME : FARTHER_DOWN;
    }
    Found ours =
        scores.found(one).stream()
            .filter(found -> found.film() == one.film())
            .findFirst()
            .orElseThrow();
    boolean written =
        reply.read().stream().anyMatch(entry -> ours.entry().text().startsWith(entry.title()));
    return written ? WRITTEN_DIFFERENTLY : NOT_READ;
  }
}
