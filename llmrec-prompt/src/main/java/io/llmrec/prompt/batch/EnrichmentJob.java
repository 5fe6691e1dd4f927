package io.llmrec.prompt.batch;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.prompt.batch.JobReport.Outcome;
import io.llmrec.prompt.wrap.BudgetLimits;
import io.llmrec.prompt.wrap.BudgetedModel.Spending;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Has a model write about very many items, once each, in runs that may be killed at any moment.
 *
 * <pre>{@code
 * try (EnrichmentJob job =
 *     EnrichmentJob.builder(folder, LlmSummarizer::of, model, "small-1")
 *         .options(JobOptions.DEFAULT.withBudget(BudgetLimits.NONE.withMoney(ten, price)))
 *         .build()) {
 *   JobEstimate estimate = job.estimate(catalog.stream()::iterator, Duration.ofSeconds(2));
 *   JobReport report = job.run(catalog.stream()::iterator, catalog.size());
 * }
 * }</pre>
 *
 * <p>An item is known by what the model sees of it, by the task with its prompts, and by the
 * model's name: only what changed is asked about again. Items are read one at a time and never
 * held; texts are on disk, and some 60 bytes of memory are needed for each. What came of an item is
 * in the folder before the next is begun: a text, when it passed the summarizer's checks, or a dead
 * letter. After a kill of the process at most the calls under way are lost; after a loss of power
 * also those of the last milliseconds.
 *
 * <p>Around the model a run puts a budget, retrying, the rate limit and adaptive concurrency, in
 * this order; do not put them there yourself. The time limit of a prompt is for each call of the
 * model alone, waiting is not counted.
 *
 * <p>Safe for use by several threads, but one run, estimate, erasure or forgetting at a time. One
 * task for a folder.
 */
public final class EnrichmentJob implements AutoCloseable {

  private final EnrichmentJobBuilder settings;
  private final HeldFolder folder;
  private final Ledger ledger;
  private final Work work;
  private @Nullable JobRun running;
  private boolean busy;

  EnrichmentJob(EnrichmentJobBuilder settings) {
    this.settings = settings;
    this.work = settings.work();
    this.folder = HeldFolder.hold(settings.folder);
    try {
      this.ledger = Ledger.open(folder.path());
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /**
   * A job with {@link JobOptions#DEFAULT}, no redaction, items that are their own owners, and no
   * progress shown.
   *
   * @param folder holds the journals; made where it is not there
   * @param task makes a summarizer around a model, for example {@code LlmSummarizer::of}; called
   *     once for each call that may be under way
   * @param model is asked
   * @param modelName the model's name and version: with another one all items are asked about again
   */
  public static EnrichmentJobBuilder builder(
      Path folder,
      Function<LanguageModel, ? extends Summarizer> task,
      LanguageModel model,
      String modelName) {
    return new EnrichmentJobBuilder(folder, task, model, modelName);
  }

  /** As {@link #run(Iterable, long)} for a catalog. */
  public JobReport run(Catalog catalog) {
    return run(() -> catalog.stream().iterator(), catalog.size());
  }

  /**
   * Asks about each item that has neither a text nor a dead letter.
   *
   * <p>Returns when all is done, when a ceiling is reached, when the model fails for all, or after
   * {@link #stop}: what is under way then is brought to its end and kept. An interrupt of the
   * calling thread breaks off what is under way.
   *
   * @param items read once, by one thread at a time
   * @param expected how many items there are, for the progress; 0 where that is unknown
   * @throws IllegalStateException when a run is under way
   * @throws RuntimeException what the source, the summarizer or the disk threw; what was done until
   *     then is kept
   */
  public JobReport run(Iterable<Item> items, long expected) {
    begin();
    try {
      ledger.forgetClaims();
      JobOptions options = settings.options;
      Tally tally = new Tally("enrich " + settings.modelName, expected, settings.progress);
      BudgetLimits left = left(options.budget());
      if (left == null) {
        return tally.report(ceiling(options.budget()), "it was reached in an earlier run");
      }
      JobRun run =
          new JobRun(
              new JobRun.Setting(work, ledger, options, settings.clock),
              new Source(items.iterator(), options.concurrency().most()),
              new ModelStack(settings.model, options.withBudget(left)),
              tally);
      started(run);
      return run.run();
    } finally {
      finish();
    }
  }

  /** What the ceilings leave after earlier runs, or null where nothing is left. */
  private @Nullable BudgetLimits left(BudgetLimits whole) {
    Spending before = ledger.spent();
    BigDecimal money = whole.money();
    long tokens =
        whole.tokens() == Long.MAX_VALUE ? Long.MAX_VALUE : whole.tokens() - before.tokens();
    BigDecimal moneyLeft = money == null ? null : money.subtract(before.money());
    boolean nothing = tokens <= 0 || moneyLeft != null && moneyLeft.signum() <= 0;
    return nothing ? null : new BudgetLimits(tokens, moneyLeft, whole.price(), whole.time());
  }

  private Outcome ceiling(BudgetLimits whole) {
    return whole.tokens() <= ledger.spent().tokens()
        ? Outcome.TOKEN_CEILING
        : Outcome.MONEY_CEILING;
  }

  /** Ends a run once the calls under way have ended; nothing happens when there is none. */
  public synchronized void stop() {
    if (running != null) {
      running.stop(Outcome.STOPPED, "the host stopped it");
    }
  }

  /**
   * What a run would cost. Calls no model, but reads all items.
   *
   * @param callTime how long a call takes, more than 0
   */
  public JobEstimate estimate(Iterable<Item> items, Duration callTime) {
    if (callTime.isZero() || callTime.isNegative()) {
      throw new IllegalArgumentException("callTime must be more than 0, was " + callTime);
    }
    begin();
    try {
      return new DryRun(work, ledger, settings.options).estimate(items, callTime);
    } finally {
      finish();
    }
  }

  /** The text about an item as it is now; empty where there is none, or only one about an old. */
  public Optional<EnrichedItem> find(Item item) {
    return ledger.find(work.piece(item).key());
  }

  /** The texts of this job for a pipeline; asks no model. The job must stay open. */
  public Summarizer texts() {
    return new JournalSummarizer(
        this::find,
        () -> "journal:%s:%s:%d".formatted(work.print(), work.modelName(), ledger.texts()));
  }

  /**
   * Tells all texts in the order in which they were written; where an item changed, its old texts
   * come before the new one.
   */
  public void forEachText(Consumer<EnrichedItem> consumer) {
    ledger.forEachText(consumer);
  }

  /** Tells all dead letters in the order in which they were written. */
  public void forEachDeadLetter(Consumer<DeadLetter> consumer) {
    ledger.forEachLetter(consumer);
  }

  /** How many texts there are, those about items that changed since included. */
  public int size() {
    return ledger.texts();
  }

  /** What was spent in all runs, also on what was forgotten or erased. */
  public Spending spent() {
    return ledger.spent();
  }

  /**
   * Forgets dead letters, so that the next run asks about their items again.
   *
   * @return how many
   * @throws IllegalStateException when a run is under way
   */
  public int forgetDeadLetters(Predicate<DeadLetter> which) {
    begin();
    try {
      return ledger.forgetLetters(which);
    } finally {
      finish();
    }
  }

  /**
   * Erases all that is kept about an owner, or about the item of this id: texts, replies, reasons
   * and ids. The journals are written anew without them, and on return no file of the folder holds
   * any of it; the old files' blocks, copies and caches elsewhere are the host's to care for. A
   * kill in between is made good by the next {@link EnrichmentJobBuilder#build}.
   *
   * @return how many texts and dead letters went
   * @throws IllegalStateException when a run is under way
   */
  public int erase(String ownerOrItem) {
    begin();
    try {
      return ledger.erase(ownerOrItem);
    } finally {
      finish();
    }
  }

  private synchronized void begin() {
    if (busy) {
      throw new IllegalStateException("the job is busy: one run, estimate or erasure at a time");
    }
    busy = true;
  }

  private synchronized void started(JobRun run) {
    running = run;
  }

  private synchronized void finish() {
    busy = false;
    running = null;
  }

  /**
   * Forces all to disk and gives the folder free.
   *
   * @throws IllegalStateException when a run is under way: stop it first
   */
  @Override
  public void close() {
    begin();
    try {
      ledger.close();
    } finally {
      folder.close();
      finish();
    }
  }
}
