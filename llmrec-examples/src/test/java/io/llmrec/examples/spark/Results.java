package io.llmrec.examples.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.prompt.batch.EnrichedItem;
import io.llmrec.prompt.batch.EnrichmentJob;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** What one process makes of the generated items, for comparison. */
final class Results {

  /** The text, empty where there is none, with its provenance; and the vector. */
  private record Result(String text, String provenance, float[] vector) {}

  private final Map<String, Result> byId = new HashMap<>();

  private Results() {}

  /** Runs one job over all items, and encodes them one by one. */
  static Results ofOneProcess(Path folder, SparkSettings settings, long count) {
    Results results = new Results();
    ItemEncoder encoder = ExecutorParts.of(settings).encoder();
    try (EnrichmentJob job = ExecutorParts.job(settings, folder)) {
      Iterable<Item> items =
          () -> LongStream.range(0, count).mapToObj(SparkEnrichment::generated).iterator();
      job.run(items, count);
      for (Item item : items) {
        EnrichedItem text = job.find(item).orElse(null);
        Item enriched =
            text == null
                ? item
                : item.withAttribute(ExecutorParts.SUMMARY, text.enrichment().text());
        Embedding vector = encoder.encode(List.of(enriched)).get(0);
        results.byId.put(item.id(), result(text, vector.toArray()));
      }
    }
    return results;
  }

  private static Result result(@Nullable EnrichedItem text, float[] vector) {
    return text == null
        ? new Result("", "", vector)
        : new Result(text.enrichment().text(), text.enrichment().provenance().toString(), vector);
  }

  int size() {
    return byId.size();
  }

  long texts() {
    return byId.values().stream().filter(result -> !result.text().isEmpty()).count();
  }

  /** Fails where the files differ from what one process made, in whatever item. */
  void assertSameAs(SparkSession spark, SparkSettings settings) {
    int rows = 0;
    Iterator<Row> written = spark.read().parquet(settings.output()).toLocalIterator();
    while (written.hasNext()) {
      Row row = written.next();
      String id = row.getAs("id");
      Result expected = byId.get(id);
      assertNotNull(expected, id);
      assertEquals(expected.text(), text(row, "summary"), id);
      assertEquals(expected.provenance(), provenance(row), id);
      assertArrayEquals(expected.vector(), vector(row), id);
      rows++;
    }
    assertEquals(byId.size(), rows, "each item once");
  }

  private static String text(Row row, String column) {
    String text = row.getAs(column);
    return text == null ? "" : text;
  }

  private static String provenance(Row row) {
    return text(row, "summary").isEmpty()
        ? ""
        : "Provenance[model=%s, promptHash=%s, inputHash=%s, asOf=%s]"
            .formatted(
                text(row, "model"),
                text(row, "prompt_hash"),
                text(row, "input_hash"),
                text(row, "as_of"));
  }

  private static float[] vector(Row row) {
    List<Float> components = row.getList(row.fieldIndex("vector"));
    float[] vector = new float[components.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = components.get(i);
    }
    return vector;
  }
}
