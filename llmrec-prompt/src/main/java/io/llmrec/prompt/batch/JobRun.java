package io.llmrec.prompt.batch;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.llm.LlmException;
import io.llmrec.prompt.batch.JobReport.Outcome;
import io.llmrec.prompt.batch.Work.Effort;
import io.llmrec.prompt.batch.Work.Piece;
import io.llmrec.prompt.wrap.BudgetedModel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job: some workers, each with a summarizer of its own, take items from a source until
 * it is empty or something says stop. What is under way then is brought to its end and kept.
 */
final class JobRun {

  /**
   * What all runs of a job share.
   *
   * @param work what is done with each item
   * @param ledger where it is kept
   * @param options when a run gives up
   * @param clock dates dead letters
   */
  record Setting(Work work, Ledger ledger, JobOptions options, Clock clock) {}

  private record End(Outcome outcome, String reason) {}

  private final Work work;
  private final Ledger ledger;
  private final Setting setting;
  private final Source source;
  private final ModelStack stack;
  private final Tally tally;
  private final AtomicInteger failures = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private @Nullable End end;
  private @Nullable Throwable broken;

  JobRun(Setting setting, Source source, ModelStack stack, Tally tally) {
    this.work = setting.work();
    this.ledger = setting.ledger();
    this.setting = setting;
    this.source = source;
    this.stack = stack;
    this.tally = tally;
  }

  /** Runs to the end; an interrupt of the caller interrupts what is under way. */
  JobReport run() {
    for (int i = 0; i < setting.options().concurrency().most(); i++) {
      Thread thread = new Thread(this::work, "llmrec-enrichment-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    boolean interrupted = join();
    source.takeWaiting().forEach(piece -> letGo(piece, piece.before()));
    ledger.force();
    rethrow();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    End last = last();
    return tally.report(last.outcome(), last.reason());
  }

  private boolean join() {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
          stop(Outcome.STOPPED, "the thread of the run was interrupted");
          threads.forEach(Thread::interrupt);
        }
      }
    }
    return interrupted;
  }

  /** Ends the run once what is under way has ended; the first reason stays. */
  synchronized void stop(Outcome outcome, String reason) {
    end = end == null ? new End(outcome, reason) : end;
  }

  private synchronized boolean isStopped() {
    return end != null;
  }

  private synchronized End last() {
    return end == null ? new End(Outcome.FINISHED, "") : end;
  }

  private synchronized void breakOff(Throwable cause) {
    broken = broken == null ? cause : broken;
    stop(Outcome.STOPPED, String.valueOf(cause));
  }

  private synchronized void rethrow() {
    if (broken instanceof RuntimeException e) {
      throw e;
    }
    if (broken instanceof Error e) {
      throw e;
    }
  }

  private void work() {
    try {
      Slot slot = new Slot(stack, work.modelName(), setting.options().budget().price());
      Summarizer summarizer = work.task().apply(slot);
      for (Piece piece = next(); piece != null; piece = next()) {
        attempt(piece, slot, summarizer);
      }
    } catch (RuntimeException | Error e) {
      breakOff(e);
    }
  }

  /** The next piece that is this worker's, or null when there is none. */
  private @Nullable Piece next() {
    while (!isStopped()) {
      Piece again = source.nextAgain();
      if (again != null) {
        return again;
      }
      Item item = source.nextItem();
      if (item == null) {
        return null;
      }
      Piece piece = work.piece(item);
      Ledger.Claim claim = ledger.claim(piece.key());
      if (claim == Ledger.Claim.GRANTED) {
        return piece;
      }
      tally.skipped(claim);
    }
    return null;
  }

  private void attempt(Piece piece, Slot slot, Summarizer summarizer) {
    slot.begin();
    boolean settled = false;
    try {
      Optional<Enrichment> text = only(summarizer.summarize(List.of(piece.seen())), piece);
      settled = text.isPresent() || !slot.isStopped();
      if (text.isPresent()) {
        keep(piece, slot, text.get());
      } else if (settled) {
        failures.set(0);
        bury(piece, slot, DeadLetter.Cause.REFUSED);
      } else {
        stopForSlot(slot);
      }
    } catch (LlmException e) {
      settled = failed(piece, slot, e);
    } finally {
      if (!settled) {
        letGo(piece, effort(piece, slot));
      }
    }
  }

  private static Effort effort(Piece piece, Slot slot) {
    return piece.before().plus(slot.calls(), slot.spent());
  }

  private void letGo(Piece piece, Effort effort) {
    ledger.release(piece.key(), effort.spent());
  }

  private static Optional<Enrichment> only(List<Optional<Enrichment>> places, Piece piece) {
    if (places.size() != 1 || places.get(0) == null) {
      throw new IllegalStateException(
          "item '%s': 1 item in, %d texts out".formatted(piece.seen().id(), places.size()));
    }
    return places.get(0);
  }

  private void keep(Piece piece, Slot slot, Enrichment text) {
    failures.set(0);
    Effort effort = effort(piece, slot);
    Enrichment whole =
        text.reply().isEmpty()
            ? new Enrichment(text.text(), text.provenance(), slot.reply())
            : text;
    EnrichedItem item = new EnrichedItem(piece.seen().id(), piece.owner(), whole);
    ledger.settle(piece.key(), effort.spent(), item);
    tally.enriched(effort.spent());
  }

  private void bury(Piece piece, Slot slot, DeadLetter.Cause cause) {
    Effort effort = effort(piece, slot);
    DeadLetter letter =
        new DeadLetter(
            piece.seen().id(),
            piece.owner(),
            cause,
            slot.reason(),
            effort.calls(),
            setting.clock().instant(),
            slot.reply());
    ledger.settle(piece.key(), effort.spent(), letter);
    tally.dead(effort.spent());
  }

  /** Whether the piece stays this run's: settled, or to be taken up again. */
  private boolean failed(Piece piece, Slot slot, LlmException e) {
    if (slot.isStopped()) {
      stopForSlot(slot);
      return false;
    }
    if (!e.retryable()) {
      stop(Outcome.MODEL_FAILS, Slot.clean(String.valueOf(e.getMessage())));
      return false;
    }
    if (failures.incrementAndGet() >= setting.options().failuresInARow()) {
      stop(
          Outcome.MODEL_FAILS,
          "%d failures in a row, the last: %s".formatted(failures.get(), slot.reason()));
      return false;
    }
    Effort effort = effort(piece, slot);
    if (effort.rounds() < setting.options().rounds()) {
      source.giveBack(piece.after(effort));
    } else {
      bury(piece, slot, DeadLetter.Cause.FAILED);
    }
    return true;
  }

  private void stopForSlot(Slot slot) {
    BudgetedModel.Limit limit = stack.reached();
    Outcome outcome =
        limit == null
            ? Outcome.STOPPED
            : switch (limit) {
              case TOKENS -> Outcome.TOKEN_CEILING;
              case MONEY -> Outcome.MONEY_CEILING;
              case TIME -> Outcome.TIME_CEILING;
            };
    stop(outcome, slot.reason());
  }
}
