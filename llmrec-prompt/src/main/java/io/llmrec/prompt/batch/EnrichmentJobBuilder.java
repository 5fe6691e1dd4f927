package io.llmrec.prompt.batch;

import io.llmrec.core.Progress;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.prompt.safety.Redactor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;

/** Settings of an {@link EnrichmentJob}. Not safe for use by several threads. */
public final class EnrichmentJobBuilder {

  final Path folder;
  final Function<LanguageModel, ? extends Summarizer> task;
  final LanguageModel model;
  final String modelName;
  JobOptions options = JobOptions.DEFAULT;
  private Redactor redactor = Redactor.none();
  private Function<Item, String> owner = Item::id;
  Progress progress = Progress.none();
  Clock clock = Clock.systemUTC();

  EnrichmentJobBuilder(
      Path folder,
      Function<LanguageModel, ? extends Summarizer> task,
      LanguageModel model,
      String modelName) {
    if (modelName.isBlank()) {
      throw new IllegalArgumentException("modelName must not be blank");
    }
    this.folder = folder;
    this.task = task;
    this.model = model;
    this.modelName = modelName;
  }

  /** Speed, ceilings and patience. */
  public EnrichmentJobBuilder options(JobOptions other) {
    options = other;
    return this;
  }

  /**
   * Takes personal data out of title, categories and attributes before they are seen by the
   * summarizer; ids are left, and are not shown to models by the summarizers of this library.
   */
  public EnrichmentJobBuilder redactor(Redactor other) {
    redactor = other;
    return this;
  }

  /** Whose data an item is, for {@link EnrichmentJob#erase}; not blank. */
  public EnrichmentJobBuilder owner(Function<Item, String> other) {
    owner = other;
    return this;
  }

  /** Hears of every item that is done, with the rate and the time left. */
  public EnrichmentJobBuilder progress(Progress other) {
    progress = other;
    return this;
  }

  /** Dates dead letters; the system's clock otherwise. */
  public EnrichmentJobBuilder clock(Clock other) {
    clock = other;
    return this;
  }

  Work work() {
    Slot unasked = new Slot(new ModelStack(model, options), modelName, null);
    String print = Work.print(task.apply(unasked));
    return new Work(task, print, modelName, redactor, owner);
  }

  /**
   * Opens the folder and holds it until the job is closed.
   *
   * @throws IllegalStateException when another job holds the folder
   * @throws java.io.UncheckedIOException when a journal cannot be read or is damaged
   */
  public EnrichmentJob build() {
    return new EnrichmentJob(this);
  }
}
