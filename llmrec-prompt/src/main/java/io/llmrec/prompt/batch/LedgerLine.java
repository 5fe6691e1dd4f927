package io.llmrec.prompt.batch;

import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.Provenance;
import io.llmrec.core.file.Escapes;
import io.llmrec.prompt.wrap.BudgetedModel.Spending;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a line of a journal says, as fields with tabs between them. The first tells the kind; then
 * come what was spent and, unless the line is about no item, its key, id and owner.
 */
final class LedgerLine {

  private static final String TEXT = "text";
  private static final String DEAD = "dead";
  private static final String SPENT = "spent";
  private static final int FIRST_OWN = 7;

  private final String[] fields;

  private LedgerLine(String[] fields) {
    this.fields = fields;
  }

  static LedgerLine parse(String payload) {
    String[] fields = payload.split("\t", -1);
    boolean known =
        switch (fields[0]) {
          case TEXT -> fields.length == FIRST_OWN + 6;
          case DEAD -> fields.length == FIRST_OWN + 5;
          case SPENT -> fields.length == 4;
          default -> false;
        };
    if (!known) {
      throw new IllegalStateException("a line of kind '" + fields[0] + "' is not of this version");
    }
    return new LedgerLine(fields);
  }

  static String of(WorkKey key, Spending spent, EnrichedItem item) {
    Enrichment enrichment = item.enrichment();
    Provenance from = enrichment.provenance();
    return line(
        TEXT,
        spent,
        key.hex(),
        item.itemId(),
        item.owner(),
        from.model(),
        from.promptHash(),
        from.inputHash(),
        from.asOf().toString(),
        enrichment.text(),
        enrichment.reply());
  }

  static String of(WorkKey key, Spending spent, DeadLetter letter) {
    return line(
        DEAD,
        spent,
        key.hex(),
        letter.itemId(),
        letter.owner(),
        letter.cause().name(),
        letter.reason(),
        Integer.toString(letter.tries()),
        letter.time().toString(),
        letter.reply());
  }

  /** What was spent on lines that are gone. */
  static String of(Spending spent) {
    return line(SPENT, spent);
  }

  private static String line(String kind, Spending spent, String... more) {
    Stream<String> first =
        Stream.of(
            kind,
            Long.toString(spent.calls()),
            Long.toString(spent.tokens()),
            spent.money().toPlainString());
    return Stream.concat(first, Arrays.stream(more))
        .map(Escapes::escape)
        .collect(Collectors.joining("\t"));
  }

  boolean isAboutItem() {
    return !fields[0].equals(SPENT);
  }

  Spending spent() {
    return new Spending(
        Long.parseLong(fields[1]), Long.parseLong(fields[2]), new BigDecimal(fields[3]));
  }

  WorkKey key() {
    return WorkKey.parse(fields[4]);
  }

  String itemId() {
    return field(5);
  }

  String owner() {
    return field(6);
  }

  EnrichedItem text() {
    Provenance from =
        new Provenance(
            field(FIRST_OWN),
            field(FIRST_OWN + 1),
            field(FIRST_OWN + 2),
            Instant.parse(field(FIRST_OWN + 3)));
    return new EnrichedItem(
        itemId(), owner(), new Enrichment(field(FIRST_OWN + 4), from, field(FIRST_OWN + 5)));
  }

  DeadLetter dead() {
    return new DeadLetter(
        itemId(),
        owner(),
        DeadLetter.Cause.valueOf(field(FIRST_OWN)),
        field(FIRST_OWN + 1),
        Integer.parseInt(field(FIRST_OWN + 2)),
        Instant.parse(field(FIRST_OWN + 3)),
        field(FIRST_OWN + 4));
  }

  private String field(int at) {
    return Escapes.unescape(fields[at]);
  }
}
