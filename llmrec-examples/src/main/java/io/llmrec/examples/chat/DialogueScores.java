package io.llmrec.examples.chat;

import io.llmrec.examples.chat.DialogueFilms.Found;
import io.llmrec.examples.chat.DialogueFilms.Verdict;
import io.llmrec.examples.chat.RecordedReply.Nearest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * What the recorded replies of one model to one kind of prompt come to: by our parser and catalog,
 * and by the recording's own reading. A case is a film that a person recommended at a turn.
 */
final class DialogueScores {

  /** Lengths of the lists that are looked at. */
  static final List<Integer> LENGTHS = List.of(1, 5, 10, 20);

  /** The most edits at which the recording takes a title for its nearest name. */
  static final int EDITS = 2;

  /** Whether films that were mentioned before count. */
  enum Repeats {
    /** They keep their places. */
    KEPT,
    /** They are taken out of the list. */
    REMOVED
  }

  /**
   * How long a list must be for a case to be a hit, in both readings; above 20 is a miss.
   *
   * @param reply number of the reply
   * @param film that was recommended
   * @param name of it as the recording has it
   * @param before whether it had been mentioned before
   */
  record Case(int reply, int film, String name, boolean before) {}

  private final DialogueFilms films;
  private final List<RecordedReply> replies;
  private final List<List<Found>> found = new ArrayList<>();
  private final List<Case> cases = new ArrayList<>();
  private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
  private final Map<TitleList.Form, Integer> forms = new EnumMap<>(TitleList.Form.class);

  DialogueScores(DialogueFilms films, List<RecordedReply> replies) {
    this.films = films;
    this.replies = List.copyOf(replies);
    for (int i = 0; i < replies.size(); i++) {
      RecordedReply reply = replies.get(i);
      TitleList list = TitleList.of(reply.text());
      forms.merge(list.form(), 1, Integer::sum);
      List<Found> titles = films.find(list);
      found.add(titles);
      titles.forEach(title -> verdicts.merge(title.verdict(), 1, Integer::sum));
      for (int j = 0; j < reply.turn().gold().size(); j++) {
        int film = reply.turn().gold().get(j);
        boolean before = reply.turn().mentioned().contains(film);
        cases.add(new Case(i, film, reply.turn().goldNames().get(j), before));
      }
    }
  }

  List<Case> cases() {
    return List.copyOf(cases);
  }

  RecordedReply reply(Case one) {
    return replies.get(one.reply());
  }

  List<Found> found(Case one) {
    return found.get(one.reply());
  }

  int replies() {
    return replies.size();
  }

  int titles() {
    return found.stream().mapToInt(List::size).sum();
  }

  int count(Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0);
  }

  int count(TitleList.Form form) {
    return forms.getOrDefault(form, 0);
  }

  /** Titles that are not in the catalog, or that several films share: nothing to recommend. */
  int unusable() {
    return titles() - count(Verdict.SAME);
  }

  /** Further cases that would be hits in lists of any length if near titles were taken. */
  int nearHits() {
    return (int)
        cases.stream()
            .filter(one -> !ours(one.reply(), Repeats.KEPT).contains(one.film()))
            .filter(one -> found.get(one.reply()).stream().anyMatch(t -> t.film() == one.film()))
            .count();
  }

  /** Films that were named again in the same reply. */
  int duplicates() {
    int duplicates = 0;
    for (List<Found> titles : found) {
      List<Integer> named =
          titles.stream()
              .filter(title -> title.verdict() == Verdict.SAME)
              .map(Found::film)
              .toList();
      duplicates += named.size() - new LinkedHashSet<>(named).size();
    }
    return duplicates;
  }

  /** Films, each once a reply, that the dialogue had mentioned before. */
  int repeats() {
    int repeats = 0;
    for (int i = 0; i < replies.size(); i++) {
      repeats += ours(i, Repeats.KEPT).size() - ours(i, Repeats.REMOVED).size();
    }
    return repeats;
  }

  long inputTokens() {
    return replies.stream().mapToLong(RecordedReply::inputTokens).sum();
  }

  long outputTokens() {
    return replies.stream().mapToLong(RecordedReply::outputTokens).sum();
  }

  long cutOff() {
    return replies.stream().filter(RecordedReply::cutOff).count();
  }

  /** The films a reply recommends by our reading: known, once, in its order. */
  List<Integer> ours(int reply, Repeats repeats) {
    LinkedHashSet<Integer> list = new LinkedHashSet<>();
    for (Found title : found.get(reply)) {
      boolean again = replies.get(reply).turn().mentioned().contains(title.film());
      if (title.verdict() == Verdict.SAME && (repeats == Repeats.KEPT || !again)) {
        list.add(title.film());
      }
    }
    return List.copyOf(list);
  }

  /**
   * The names a reply recommends by the recording's own reading: the nearest name to each title.
   *
   * @param edits those with more are left out
   */
  List<String> theirs(int reply, int edits, Repeats repeats) {
    RecordedReply one = replies.get(reply);
    return one.read().stream()
        .filter(entry -> entry.edits() <= edits)
        .map(Nearest::name)
        .filter(name -> repeats == Repeats.KEPT || !one.turn().mentionedNames().contains(name))
        .toList();
  }

  /** Cases that are hits in lists of some length, by our reading. */
  int ourHits(int length, Repeats repeats) {
    return (int)
        cases.stream()
            .filter(one -> within(ours(one.reply(), repeats).indexOf(one.film()), length))
            .count();
  }

  /** Cases that are hits in lists of some length, by the recording's own reading. */
  int theirHits(int length, int edits, Repeats repeats) {
    return (int)
        cases.stream()
            .filter(one -> within(theirs(one.reply(), edits, repeats).indexOf(one.name()), length))
            .count();
  }

  private static boolean within(int place, int length) {
    return place >= 0 && place < length;
  }

  /** Why the two readings judge a case differently, in lists of 20 without repeats. */
  Difference difference(Case one) {
    int length = LENGTHS.get(LENGTHS.size() - 1);
    boolean our = within(ours(one.reply(), Repeats.REMOVED).indexOf(one.film()), length);
    boolean their = within(theirs(one.reply(), EDITS, Repeats.REMOVED).indexOf(one.name()), length);
    if (our == their) {
      return our ? Difference.BOTH : Difference.NEITHER;
    }
    return our ? Difference.whyOnlyOurs(this, one) : Difference.whyOnlyTheirs(this, films, one);
  }
}
