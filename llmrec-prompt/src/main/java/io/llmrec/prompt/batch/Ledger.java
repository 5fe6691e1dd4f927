package io.llmrec.prompt.batch;

import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.prompt.wrap.BudgetedModel.Spending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What became of each piece of work: a journal of texts, one of dead letters, and where in them the
 * line of each key begins. Texts stay on disk. Safe for use by several threads.
 *
 * <p>An erasure is noted in a file of its own before the journals are written anew, as a hash, and
 * done to its end by the next one who opens the folder when a kill comes between.
 */
final class Ledger implements AutoCloseable {

  /** What a caller may do about a piece of work. */
  enum Claim {
    /** It is the caller's, until it is settled or let go. */
    GRANTED,
    /** There is a text. */
    DONE,
    /** There is a dead letter. */
    DEAD,
    /** Another thread is at it. */
    TAKEN
  }

  private static final String ERASURE = "erasure";

  private final Path folder;
  private final KeyIndex texts = new KeyIndex();
  private final KeyIndex letters = new KeyIndex();
  private final Set<WorkKey> underWay = new HashSet<>();
  private Journal textJournal;
  private Journal letterJournal;
  private Spending spent = Spending.NONE;

  private Ledger(Path folder) {
    this.folder = folder;
    textJournal = openTexts();
    letterJournal = openLetters();
  }

  static Ledger open(Path folder) {
    finishErasure(folder);
    return new Ledger(folder);
  }

  private static Path textFile(Path folder) {
    return folder.resolve("texts.tsv");
  }

  private static Path letterFile(Path folder) {
    return folder.resolve("dead-letters.tsv");
  }

  private Journal openTexts() {
    return Journal.open(textFile(folder), (at, payload) -> index(texts, at, payload));
  }

  private Journal openLetters() {
    try {
      return Journal.open(letterFile(folder), (at, payload) -> index(letters, at, payload));
    } catch (RuntimeException e) {
      textJournal.close();
      throw e;
    }
  }

  private void index(KeyIndex keys, long at, String payload) {
    LedgerLine line = LedgerLine.parse(payload);
    spent = spent.plus(line.spent());
    if (line.isAboutItem()) {
      keys.put(line.key(), at);
    }
  }

  synchronized Claim claim(WorkKey key) {
    if (texts.contains(key)) {
      return Claim.DONE;
    }
    if (letters.contains(key)) {
      return Claim.DEAD;
    }
    return underWay.add(key) ? Claim.GRANTED : Claim.TAKEN;
  }

  /** What {@link #claim} would say, without taking the work. */
  synchronized Claim state(WorkKey key) {
    Claim claim = claim(key);
    if (claim == Claim.GRANTED) {
      underWay.remove(key);
    }
    return claim;
  }

  /** Lets all pieces of work go that a run which broke off may have left behind. */
  synchronized void forgetClaims() {
    underWay.clear();
  }

  /** Lets a piece of work go that was not brought to an end, and keeps what it cost. */
  synchronized void release(WorkKey key, Spending cost) {
    underWay.remove(key);
    if (cost.calls() > 0) {
      letterJournal.append(LedgerLine.of(cost));
      spent = spent.plus(cost);
    }
  }

  /** Keeps a text; it survives a kill on return. */
  synchronized void settle(WorkKey key, Spending cost, EnrichedItem item) {
    texts.put(key, textJournal.append(LedgerLine.of(key, cost, item)));
    spent = spent.plus(cost);
    underWay.remove(key);
  }

  /** Keeps a dead letter; it survives a kill on return. */
  synchronized void settle(WorkKey key, Spending cost, DeadLetter letter) {
    letters.put(key, letterJournal.append(LedgerLine.of(key, cost, letter)));
    spent = spent.plus(cost);
    underWay.remove(key);
  }

  synchronized Optional<EnrichedItem> find(WorkKey key) {
    long at = texts.find(key);
    return at < 0 ? Optional.empty() : Optional.of(LedgerLine.parse(textJournal.read(at)).text());
  }

  synchronized int texts() {
    return texts.size();
  }

  synchronized int letters() {
    return letters.size();
  }

  /** What all lines cost, also those that are gone. */
  synchronized Spending spent() {
    return spent;
  }

  void forEachText(Consumer<EnrichedItem> consumer) {
    textJournal()
        .forEach(
            (at, payload) -> {
              LedgerLine line = LedgerLine.parse(payload);
              if (line.isAboutItem()) {
                consumer.accept(line.text());
              }
            });
  }

  void forEachLetter(Consumer<DeadLetter> consumer) {
    letterJournal()
        .forEach(
            (at, payload) -> {
              LedgerLine line = LedgerLine.parse(payload);
              if (line.isAboutItem()) {
                consumer.accept(line.dead());
              }
            });
  }

  private synchronized Journal textJournal() {
    return textJournal;
  }

  private synchronized Journal letterJournal() {
    return letterJournal;
  }

  /** Returns when all is on disk. */
  void force() {
    textJournal().force();
    letterJournal().force();
  }

  /** Forgets dead letters, so that their items are asked about again; returns how many. */
  synchronized int forgetLetters(Predicate<DeadLetter> which) {
    int before = letters.size();
    close();
    rewrite(letterFile(folder), line -> which.test(line.dead()));
    reopen();
    return before - letters.size();
  }

  /** Removes all lines of an owner or an item; returns how many. */
  synchronized int erase(String id) {
    int before = texts.size() + letters.size();
    close();
    DurableFiles.write(folder.resolve(ERASURE), Fingerprint.of(id));
    finishErasure(folder);
    reopen();
    return before - texts.size() - letters.size();
  }

  private void reopen() {
    texts.clear();
    letters.clear();
    spent = Spending.NONE;
    textJournal = openTexts();
    letterJournal = openLetters();
  }

  private static void finishErasure(Path folder) {
    Path note = folder.resolve(ERASURE);
    try {
      String hash = Files.exists(note) ? Files.readString(note) : null;
      if (hash != null) {
        Predicate<LedgerLine> gone =
            line ->
                Fingerprint.of(line.owner()).equals(hash)
                    || Fingerprint.of(line.itemId()).equals(hash);
        rewrite(textFile(folder), gone);
        rewrite(letterFile(folder), gone);
        Files.delete(note);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not finish the erasure in " + folder + ": " + e, e);
    }
  }

  /** Writes a journal anew without some lines; what they cost is kept in a line of its own. */
  private static void rewrite(Path file, Predicate<LedgerLine> gone) {
    if (!Files.exists(file)) {
      return;
    }
    Spending[] lost = {Spending.NONE};
    Path kept =
        Journal.copy(
            file,
            payload -> {
              LedgerLine line = LedgerLine.parse(payload);
              boolean goes = !line.isAboutItem() || gone.test(line);
              lost[0] = goes ? lost[0].plus(line.spent()) : lost[0];
              return !goes;
            },
            () -> LedgerLine.of(lost[0]));
    DurableFiles.moveIntoPlace(kept, file);
  }

  @Override
  public synchronized void close() {
    @Nullable RuntimeException first = null;
    for (Journal journal : new Journal[] {textJournal, letterJournal}) {
      try {
        journal.close();
      } catch (RuntimeException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
