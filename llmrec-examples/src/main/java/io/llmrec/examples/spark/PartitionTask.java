package io.llmrec.examples.spark;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.prompt.batch.EnrichedItem;
import io.llmrec.prompt.batch.EnrichmentJob;
import io.llmrec.prompt.batch.JobReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.sql.Row;

/**
 * Enriches and encodes the items of one partition and writes its file. Holds a few thousand items
 * at a time. When it is killed, the next attempt finds the texts in the partition's journal.
 */
final class PartitionTask implements VoidFunction<Iterator<Row>> {

  private static final long serialVersionUID = 1L;

  /** So many that the calls under way at the end of a batch do not count. */
  private static final int BATCH = 4096;

  private final SparkSettings settings;

  PartitionTask(SparkSettings settings) {
    this.settings = settings;
  }

  @Override
  public void call(Iterator<Row> rows) throws IOException {
    int partition = TaskContext.getPartitionId();
    if (PartitionFile.exists(settings.output(), partition)) {
      return;
    }
    Path folder = Path.of(settings.work(), "part-%05d".formatted(partition));
    long attempt = TaskContext.get().taskAttemptId();
    try (EnrichmentJob job = ExecutorParts.job(settings, folder);
        PartitionFile file = PartitionFile.create(settings.output(), partition, attempt)) {
      while (rows.hasNext()) {
        write(job, file, take(rows));
      }
      file.commit();
    }
  }

  private static List<Item> take(Iterator<Row> rows) {
    List<Item> items = new ArrayList<>();
    while (rows.hasNext() && items.size() < BATCH) {
      items.add(ItemRows.item(rows.next()));
    }
    return items;
  }

  private void write(EnrichmentJob job, PartitionFile file, List<Item> items) throws IOException {
    JobReport report = job.run(items, items.size());
    if (report.outcome() != JobReport.Outcome.FINISHED) {
      throw new IOException("the enrichment stopped: " + report);
    }
    List<EnrichedItem> texts = new ArrayList<>();
    List<Item> enriched = new ArrayList<>();
    for (Item item : items) {
      EnrichedItem text = job.find(item).orElse(null);
      texts.add(text);
      enriched.add(
          text == null
              ? item
              : item.withAttribute(ExecutorParts.SUMMARY, text.enrichment().text()));
    }
    List<Embedding> vectors = ExecutorParts.of(settings).encoder().encode(enriched);
    for (int i = 0; i < items.size(); i++) {
      file.write(items.get(i), texts.get(i), vectors.get(i));
    }
  }
}
