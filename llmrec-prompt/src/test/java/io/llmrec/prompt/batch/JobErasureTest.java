package io.llmrec.prompt.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.wrap.BudgetedModel.Spending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JobErasureTest {

  @TempDir Path folder;

  /** Reviews of ten users; every tenth gets no text. The reply repeats what the user wrote. */
  private static List<Item> reviews() {
    return IntStream.range(0, 100)
        .mapToObj(
            i ->
                Item.of("review-of-" + user(i) + "-" + Jobs.name(i), "secret of " + user(i))
                    .withAttribute("number", Jobs.name(i)))
        .toList();
  }

  private static String user(int review) {
    return "user" + Jobs.name(review / 10);
  }

  private EnrichmentJob job() {
    Jobs.Model model =
        new Jobs.Model(
            prompt -> {
              String secret = prompt.substring(prompt.indexOf("secret of"));
              String said = secret.substring(0, secret.indexOf('"'));
              boolean bad =
                  IntStream.range(0, 10)
                      .anyMatch(i -> prompt.contains("\"" + Jobs.name(10 * i + 3) + "\""));
              return bad ? Reply.of("bad: " + said) : Jobs.summary(said);
            });
    return Jobs.builder(folder, model)
        .owner(item -> item.title().substring("secret of ".length()))
        .build();
  }

  private boolean anyFileHolds(String text) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (bytes.contains(text)) {
          return true;
        }
      }
      return false;
    }
  }

  @Test
  void noByteOfAnErasedUserStaysInAnyFile() throws IOException {
    String gone = user(40);
    try (EnrichmentJob job = job()) {
      JobReport report = job.run(reviews(), 100);
      assertEquals(90, report.counts().enriched());
      assertEquals(10, report.counts().dead());
      assertTrue(anyFileHolds(gone), "it is there before");
      Spending before = job.spent();

      assertEquals(10, job.erase(gone));

      assertFalse(anyFileHolds(gone));
      assertFalse(anyFileHolds(Fingerprint.of(gone)), "the note is gone too");
      assertEquals(81, job.size());
      assertEquals(9, Jobs.letters(job).size());
      assertTrue(job.find(reviews().get(5)).isPresent());
      assertTrue(job.find(reviews().get(41)).isEmpty());
      assertEquals(before, job.spent());
      assertEquals(0, job.erase(gone));
    }
    try (EnrichmentJob job = job()) {
      assertEquals(81, job.size());
      assertEquals(
          90,
          job.run(reviews().stream().filter(r -> !r.id().contains(gone)).toList(), 90)
              .counts()
              .done());
      assertEquals(81, job.size(), "nothing else is asked about again");
    }
  }

  @Test
  void erasesOneItem() throws IOException {
    try (EnrichmentJob job = job()) {
      job.run(reviews(), 100);
      String id = reviews().get(7).id();

      assertEquals(1, job.erase(id));

      assertFalse(anyFileHolds(id));
      assertEquals(89, job.size());
    }
  }

  @Test
  void anErasureThatWasKilledIsDoneWhenTheJobIsOpened() throws IOException {
    String gone = user(40);
    try (EnrichmentJob job = job()) {
      job.run(reviews(), 100);
    }
    Files.writeString(folder.resolve("erasure"), Fingerprint.of(gone));
    Files.writeString(folder.resolve("texts.tsv.partial"), "half of " + gone);

    job().close();

    assertFalse(anyFileHolds(gone));
    assertFalse(Files.exists(folder.resolve("erasure")));
  }

  @Test
  void linesAreReadAndWrittenWithoutLoss() {
    EnrichedItem item =
        new EnrichedItem(
            "id\twith\ttabs",
            "owner\n",
            new io.llmrec.core.enrich.Enrichment(
                "text\\n\r\n手套",
                new io.llmrec.core.enrich.Provenance("m\t", "", "hash", Jobs.NOW),
                "{\n\t\"a\": 1\n}"));
    WorkKey key = new WorkKey(-1, 7);
    Spending spent = new Spending(2, 3, new java.math.BigDecimal("0.000001"));

    LedgerLine line = LedgerLine.parse(LedgerLine.of(key, spent, item));

    assertEquals(item, line.text());
    assertEquals(key, line.key());
    assertEquals(spent, line.spent());
    DeadLetter letter =
        new DeadLetter("i\t", "o", DeadLetter.Cause.FAILED, "why\t", 3, Jobs.NOW, "r\n");
    assertEquals(letter, LedgerLine.parse(LedgerLine.of(key, spent, letter)).dead());
  }
}
