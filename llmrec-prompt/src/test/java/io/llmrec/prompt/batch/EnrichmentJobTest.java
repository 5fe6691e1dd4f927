package io.llmrec.prompt.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.Progress;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.batch.JobReport.Outcome;
import io.llmrec.prompt.enrich.LlmSummarizer;
import io.llmrec.prompt.safety.Redactor;
import io.llmrec.prompt.wrap.BudgetedModel.Spending;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EnrichmentJobTest {

  @TempDir Path folder;

  private static JobCounts counts(long enriched, long dead, long kept, long keptDead) {
    return new JobCounts(enriched, dead, kept, keptDead, 0);
  }

  @Test
  void asksAboutEachItemOnceAndKeepsTextAndProvenance() {
    Jobs.Model model = new Jobs.Model();
    try (EnrichmentJob job = Jobs.builder(folder, model).build()) {
      JobReport report = job.run(Catalog.of(Jobs.items(50)));

      assertEquals(Outcome.FINISHED, report.outcome());
      assertEquals(counts(50, 0, 0, 0), report.counts());
      assertEquals(new Spending(50, 2500, new BigDecimal("0.50")), report.spent());
      assertEquals(50, new HashSet<>(model.asked()).size());
      EnrichedItem text = job.find(Jobs.item(7)).orElseThrow();
      assertEquals("i7", text.itemId());
      assertEquals("i7", text.owner());
      assertEquals("A cup.", text.enrichment().text());
      assertEquals("small", text.enrichment().provenance().model());
      assertEquals(64, text.enrichment().provenance().promptHash().length());
      assertEquals("{\"summary\": \"A cup.\"}", text.enrichment().reply());
    }
  }

  @Test
  void aSecondRunAsksOnlyAboutWhatChanged() {
    List<Item> items = new ArrayList<>(Jobs.items(20));
    try (EnrichmentJob job = Jobs.builder(folder, new Jobs.Model()).build()) {
      job.run(items, 20);
    }
    items.set(3, items.get(3).withAttribute("colour", "red"));
    items.add(Jobs.item(20));
    Jobs.Model model = new Jobs.Model();
    try (EnrichmentJob job = Jobs.builder(folder, model).build()) {
      assertTrue(job.find(items.get(3)).isEmpty());

      JobReport report = job.run(items, 21);

      assertEquals(counts(2, 0, 19, 0), report.counts());
      assertEquals(2, model.asked().size());
      assertEquals(22, job.size());
      assertTrue(job.find(Jobs.item(3)).isPresent(), "what was paid for is found again");
      assertEquals(0, job.run(items, 21).counts().enriched());
    }
  }

  @Test
  void anotherModelIsAskedAboutEverything() {
    try (EnrichmentJob job = Jobs.builder(folder, new Jobs.Model()).build()) {
      job.run(Jobs.items(5), 5);
    }
    try (EnrichmentJob job =
        EnrichmentJob.builder(folder, Writer::new, new Jobs.Model(), "small-2").build()) {
      assertEquals(counts(5, 0, 0, 0), job.run(Jobs.items(5), 5).counts());
    }
  }

  @Test
  void aReplyThatFailsTheChecksBecomesADeadLetterWithTheReason() {
    Jobs.Model model =
        new Jobs.Model(
            prompt ->
                prompt.contains(Jobs.name(2))
                    ? Jobs.summary("Holds 500 ml.")
                    : prompt.contains(Jobs.name(3)) ? Reply.of("no") : Jobs.summary("A cup."));
    try (EnrichmentJob job = Jobs.builder(folder, model).build()) {
      JobReport report = job.run(Jobs.items(5), 5);

      assertEquals(counts(3, 2, 0, 0), report.counts());
      List<DeadLetter> letters = new ArrayList<>(Jobs.letters(job));
      letters.sort((a, b) -> a.itemId().compareTo(b.itemId()));
      assertEquals(
          new DeadLetter(
              "i2",
              "i2",
              DeadLetter.Cause.REFUSED,
              "'500 ml' is not in the item",
              1,
              Jobs.NOW,
              "{\"summary\": \"Holds 500 ml.\"}"),
          letters.get(0));
      assertEquals("no summary", letters.get(1).reason());
      assertEquals("no", letters.get(1).reply());
    }
    Jobs.Model again = new Jobs.Model();
    try (EnrichmentJob job = Jobs.builder(folder, again).build()) {
      assertEquals(counts(0, 0, 3, 2), job.run(Jobs.items(5), 5).counts());
      assertEquals(List.of(), again.asked());
    }
  }

  @Test
  void theSummarizersOfThisLibraryTellTheirReasons() {
    Jobs.Model model = new Jobs.Model(prompt -> Jobs.summary("Holds 500 ml."));
    try (EnrichmentJob job =
        EnrichmentJob.builder(folder, LlmSummarizer::of, model, "small-1").build()) {
      assertEquals(counts(0, 1, 0, 0), job.run(Jobs.items(1), 1).counts());
      DeadLetter letter = Jobs.letters(job).get(0);
      assertTrue(letter.reason().contains("'500ml' is not in the item"), letter.reason());
      assertEquals(model.asked().size(), letter.tries());
    }
  }

  @Test
  void deadLettersAreAskedAboutAgainOnRequest() {
    AtomicInteger bad = new AtomicInteger(3);
    Jobs.Model model =
        new Jobs.Model(
            prompt -> bad.getAndDecrement() > 0 ? Reply.of("no") : Jobs.summary("A cup."));
    try (EnrichmentJob job = Jobs.builder(folder, model).build()) {
      job.run(Jobs.items(5), 5);
      Spending before = job.spent();

      assertEquals(0, job.forgetDeadLetters(letter -> letter.cause() == DeadLetter.Cause.FAILED));
      assertEquals(3, job.forgetDeadLetters(letter -> true));

      assertEquals(List.of(), Jobs.letters(job));
      assertEquals(before, job.spent(), "what was paid stays paid");
      assertEquals(counts(3, 0, 2, 0), job.run(Jobs.items(5), 5).counts());
    }
  }

  @Test
  void anItemWhoseCallsFailIsTakenUpAgainAndThenDead() {
    Jobs.Model model =
        new Jobs.Model(
            prompt -> {
              if (prompt.contains(Jobs.name(1))) {
                throw LlmException.retryable("status 503", null);
              }
              return Jobs.summary("A cup.");
            });
    JobOptions options = Jobs.QUICK.withRounds(3);
    try (EnrichmentJob job = Jobs.builder(folder, model).options(options).build()) {
      JobReport report = job.run(Jobs.items(30), 30);

      assertEquals(counts(29, 1, 0, 0), report.counts());
      DeadLetter letter = Jobs.letters(job).get(0);
      assertEquals(DeadLetter.Cause.FAILED, letter.cause());
      assertEquals("status 503", letter.reason());
      assertEquals(3, letter.tries());
    }
  }

  @Test
  void aFailureThatPassesCostsNothing() {
    AtomicInteger calls = new AtomicInteger();
    Jobs.Model model =
        new Jobs.Model(
            prompt -> {
              if (calls.getAndIncrement() % 3 == 0) {
                throw LlmException.retryable("busy", null);
              }
              return Jobs.summary("A cup.");
            });
    JobOptions options = Jobs.QUICK.withRounds(50);
    try (EnrichmentJob job = Jobs.builder(folder, model).options(options).build()) {
      assertEquals(counts(40, 0, 0, 0), job.run(Jobs.items(40), 40).counts());
    }
  }

  @Test
  void aModelThatRefusesOneItemGoesOnWithTheOthers() {
    Jobs.Model model =
        new Jobs.Model(
            prompt -> {
              if (prompt.contains(Jobs.name(1))) {
                throw LlmException.permanent("status 400: filtered", null);
              }
              return Jobs.summary("A cup.");
            });
    try (EnrichmentJob job = Jobs.builder(folder, model).build()) {
      assertEquals(counts(4, 1, 0, 0), job.run(Jobs.items(5), 5).counts());
      assertEquals("status 400: filtered", Jobs.letters(job).get(0).reason());
    }
  }

  @Test
  void aModelThatFailsForAllStopsTheRunAndBuriesNothing() {
    Jobs.Model model =
        new Jobs.Model(
            prompt -> {
              throw LlmException.permanent("status 401", null);
            });
    try (EnrichmentJob job = Jobs.builder(folder, model).build()) {
      JobReport report = job.run(Jobs.items(500), 500);

      assertEquals(Outcome.MODEL_FAILS, report.outcome());
      assertTrue(report.reason().endsWith("status 401"), report.reason());
      assertEquals(counts(0, 0, 0, 0), report.counts());
      assertTrue(model.asked().size() <= 4, "a probe each");
    }
  }

  @Test
  void aModelThatIsDownStopsTheRun() {
    Jobs.Model model =
        new Jobs.Model(
            prompt -> {
              throw LlmException.retryable("connection refused", null);
            });
    JobOptions options = Jobs.QUICK.withFailuresInARow(3);
    try (EnrichmentJob job = Jobs.builder(folder, model).options(options).build()) {
      JobReport report = job.run(Jobs.items(500), 500);

      assertEquals(Outcome.MODEL_FAILS, report.outcome());
      assertTrue(report.reason().contains("failures in a row"), report.reason());
      assertTrue(report.reason().endsWith("connection refused"), report.reason());
    }
    try (EnrichmentJob job = Jobs.builder(folder, new Jobs.Model()).build()) {
      JobReport report = job.run(Jobs.items(500), 500);
      assertEquals(500, report.counts().done());
    }
  }

  @Test
  void anItemThatComesTwiceIsAskedAboutOnce() {
    Jobs.Model model = new Jobs.Model();
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      items.add(Jobs.item(i % 10));
    }
    try (EnrichmentJob job = Jobs.builder(folder, model).build()) {
      JobReport report = job.run(items, 100);

      assertEquals(10, report.counts().enriched());
      assertEquals(100, report.counts().done());
      assertEquals(10, model.asked().size());
    }
  }

  @Test
  void theModelSeesNoPersonalData() {
    Jobs.Model model = new Jobs.Model();
    Item review =
        Item.of("r", "Nice cup, mail me at anna@mail.example")
            .withCategories("from 13812345678")
            .withAttribute("text", "card 4111 1111 1111 1111");
    try (EnrichmentJob job = Jobs.builder(folder, model).redactor(Redactor.standard()).build()) {
      job.run(List.of(review), 1);

      String asked = model.asked().get(0);
      assertTrue(asked.contains("[email]") && asked.contains("[phone]"), asked);
      assertFalse(asked.contains("anna") || asked.contains("138") || asked.contains("4111"), asked);
      assertEquals(
          1,
          job.run(List.of(review.withAttribute("text", "card 5555555555554444")), 1)
              .counts()
              .kept(),
          "what the model does not see is no change");
    }
  }

  @Test
  void aRedactorThatLeavesNoTitleLeavesAMark() {
    Jobs.Model model = new Jobs.Model();
    try (EnrichmentJob job = Jobs.builder(folder, model).redactor(text -> "").build()) {
      job.run(Jobs.items(1), 1);

      assertTrue(model.asked().get(0).contains("[removed]"));
    }
  }

  @Test
  void tellsProgress() {
    List<Progress.Update> updates = Collections.synchronizedList(new ArrayList<>());
    try (EnrichmentJob job = Jobs.builder(folder, new Jobs.Model()).build()) {
      job.run(Jobs.items(4), 4);
    }
    try (EnrichmentJob job =
        Jobs.builder(folder, new Jobs.Model()).progress(updates::add).build()) {
      job.run(Jobs.items(10), 10);
    }

    assertEquals(10, updates.size());
    Progress.Update last = updates.get(9);
    assertEquals("enrich small-1", last.step());
    assertEquals(List.of(10L, 10L, 4L), List.of(last.done(), last.total(), last.reused()));
  }

  @Test
  void stopsWhenTheHostSaysSo() throws Exception {
    AtomicReference<EnrichmentJob> self = new AtomicReference<>();
    Jobs.Model model =
        new Jobs.Model(
            prompt -> {
              self.get().stop();
              return Jobs.summary("A cup.");
            });
    try (EnrichmentJob job = Jobs.builder(folder, model).build()) {
      self.set(job);

      JobReport report = job.run(Jobs.items(100), 100);

      assertEquals(Outcome.STOPPED, report.outcome());
      assertEquals("the host stopped it", report.reason());
      assertEquals(model.asked().size(), report.counts().enriched(), "what was paid for is kept");
      assertTrue(report.counts().enriched() <= 2);
      assertThrows(IllegalStateException.class, () -> runInside(job));
    }
  }

  /** A run within a run. */
  private static void runInside(EnrichmentJob job) {
    job.run(
        () -> {
          job.run(List.of(), 0);
          return Collections.emptyIterator();
        },
        0);
  }

  @Test
  void anInterruptBreaksOffWhatIsUnderWay() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Jobs.Model model =
        new Jobs.Model(
            prompt -> {
              asked.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw LlmException.permanent("interrupted", e);
              }
              return Jobs.summary("A cup.");
            });
    AtomicReference<JobReport> report = new AtomicReference<>();
    try (EnrichmentJob job = Jobs.builder(folder, model).build()) {
      Thread caller = new Thread(() -> report.set(job.run(Jobs.items(100), 100)));
      caller.start();
      assertTrue(asked.await(30, TimeUnit.SECONDS));
      caller.interrupt();
      caller.join();

      assertEquals(Outcome.STOPPED, report.get().outcome());
      assertEquals(counts(0, 0, 0, 0), report.get().counts());
    }
  }

  @Test
  void whatASourceOrASummarizerThrowsEndsTheRun() {
    Iterable<Item> broken =
        () ->
            new Iterator<>() {
              private int left = 3;

              @Override
              public boolean hasNext() {
                return true;
              }

              @Override
              public Item next() {
                if (left-- == 0) {
                  throw new NoSuchElementException("the file broke off");
                }
                return Jobs.item(left);
              }
            };
    try (EnrichmentJob job = Jobs.builder(folder, new Jobs.Model()).build()) {
      NoSuchElementException e =
          assertThrows(NoSuchElementException.class, () -> job.run(broken, 0));
      assertEquals("the file broke off", e.getMessage());
      assertEquals(3, job.size());
    }
    Summarizer wrong = items -> List.of();
    try (EnrichmentJob job =
        EnrichmentJob.builder(folder, model -> wrong, new Jobs.Model(), "small-1").build()) {
      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> job.run(Jobs.items(1), 1));
      assertEquals("item 'i0': 1 item in, 0 texts out", e.getMessage());
      assertThrows(IllegalStateException.class, () -> job.run(Jobs.items(1), 1), "not taken");
    }
  }

  @Test
  void aListenerThatFailsEndsTheRunAndNothingIsLost() {
    Progress broken =
        update -> {
          throw new IllegalStateException("the screen is gone");
        };
    try (EnrichmentJob job = Jobs.builder(folder, new Jobs.Model()).progress(broken).build()) {
      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> job.run(Jobs.items(9), 9));
      assertEquals("the screen is gone", e.getMessage());
      assertEquals(Jobs.texts(job).size(), job.size());
      assertTrue(job.size() >= 1 && job.size() <= 2, "as many as there are workers");
    }
    try (EnrichmentJob job = Jobs.builder(folder, new Jobs.Model()).build()) {
      assertEquals(9, job.run(Jobs.items(9), 9).counts().done());
      assertEquals(9, job.size());
    }
  }

  @Test
  void aSummarizerThatAsksNoModelGetsAReasonToo() {
    Summarizer none = items -> Collections.nCopies(items.size(), Optional.empty());
    try (EnrichmentJob job =
        EnrichmentJob.builder(folder, model -> none, new Jobs.Model(), "rule").build()) {
      job.run(Jobs.items(1), 1);

      assertEquals("the summarizer gave no text", Jobs.letters(job).get(0).reason());
      assertEquals(0, Jobs.letters(job).get(0).tries());
    }
  }

  @Test
  void givesItsTextsToAPipeline() {
    try (EnrichmentJob job = Jobs.builder(folder, new Jobs.Model()).build()) {
      job.run(Jobs.items(2), 2);

      List<Optional<Enrichment>> texts = job.texts().summarize(Jobs.items(3));

      assertEquals("A cup.", texts.get(1).orElseThrow().text());
      assertTrue(texts.get(2).isEmpty());
    }
  }

  @Test
  void aFolderHasOneJobAtATime() {
    try (EnrichmentJob job = Jobs.builder(folder, new Jobs.Model()).build()) {
      IllegalStateException e =
          assertThrows(
              IllegalStateException.class,
              () -> Jobs.builder(folder, new Jobs.Model()).build().close());
      assertEquals(folder + " is held by another enrichment job", e.getMessage());
      job.run(Jobs.items(1), 1);
    }
    Jobs.builder(folder, new Jobs.Model()).build().close();
  }

  @Test
  void refusesMisuse() {
    assertThrows(
        IllegalArgumentException.class,
        () -> EnrichmentJob.builder(folder, model -> items -> List.of(), new Jobs.Model(), " "));
    assertThrows(IllegalArgumentException.class, () -> JobOptions.DEFAULT.withRounds(0));
    assertThrows(IllegalArgumentException.class, () -> JobOptions.DEFAULT.withFailuresInARow(0));
    try (EnrichmentJob job = Jobs.builder(folder, new Jobs.Model()).owner(item -> " ").build()) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> job.run(Jobs.items(1), 1));
      assertEquals("the owner of item 'i0' must not be blank", e.getMessage());
    }
  }
}
