package io.llmrec.examples.spark;

import io.llmrec.core.catalog.Item;
import io.llmrec.examples.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Has a catalog enriched and encoded by the executors of a Spark application, partition by
 * partition.
 *
 * <p>The driver only looks which partitions are finished; no item and no text passes through it. A
 * partition is finished when its Parquet file is there, and a run does only those that are not:
 * after a kill of the application start it again with the same settings. An executor that is lost
 * takes at most the calls under way with it, for what it had paid for is in the journal of its
 * partition. Files have the columns id, title, summary (null where the item has a dead letter in
 * the journal), model, prompt_hash, input_hash, as_of and vector.
 *
 * <p>{@code SparkEnrichment <folder> [items]} runs it over generated items with a stub for a model,
 * by default on two threads of this machine.
 */
public final class SparkEnrichment {

  private static final int EXAMPLE_ITEMS = 10_000;
  private static final int EVERY_UNLABELLED = 97;

  private SparkEnrichment() {}

  /** Runs it over generated items. */
  public static void main(String[] args) throws IOException {
    PrintStream out = Console.out();
    if (args.length == 0) {
      out.println("usage: SparkEnrichment <folder> [items]");
      return;
    }
    long count = args.length > 1 ? Long.parseLong(args[1]) : EXAMPLE_ITEMS;
    SparkSettings settings =
        new SparkSettings(
            args[0] + "/items", args[0] + "/journals", 16, SparkSettings.Backend.stub(), 128);
    try (SparkSession spark = session(System.getProperty("spark.master", "local[2]"))) {
      int skipped = run(generated(spark, count), settings);
      Dataset<Row> written = spark.read().parquet(settings.output());
      out.printf(
          "%,d items in %d partitions, %d of them from before; %,d have a text%n",
          written.count(),
          settings.partitions(),
          skipped,
          written.filter("summary is not null").count());
      for (Row row : written.orderBy("id").limit(3).collectAsList()) {
        out.println(row.<String>getAs("id") + ": " + row.<String>getAs("summary"));
      }
    }
  }

  /** A session without a web page. */
  public static SparkSession session(String master) {
    return SparkSession.builder()
        .appName("llmrec enrichment")
        .master(master)
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate();
  }

  /**
   * Brings the output to its end.
   *
   * @param items with the columns of {@link ItemRows#SCHEMA}, ids unique; must be the same items in
   *     every run into the same folders
   * @return how many partitions were finished before
   */
  public static int run(Dataset<Row> items, SparkSettings settings) throws IOException {
    Set<Integer> finished = finished(settings);
    if (finished.size() == settings.partitions()) {
      return finished.size();
    }
    IdPartitioner partitioner = new IdPartitioner(settings.partitions());
    JavaRDD<Row> left =
        ItemRows.columns(items)
            .javaRDD()
            .mapToPair(row -> new Tuple2<>(ItemRows.id(row), row))
            .filter(pair -> !finished.contains(partitioner.getPartition(pair._1())))
            .partitionBy(partitioner)
            .values();
    left.foreachPartition(new PartitionTask(settings));
    return finished.size();
  }

  private static Set<Integer> finished(SparkSettings settings) throws IOException {
    Set<Integer> finished = new TreeSet<>();
    for (int i = 0; i < settings.partitions(); i++) {
      if (PartitionFile.exists(settings.output(), i)) {
        finished.add(i);
      }
    }
    return finished;
  }

  /** So many made-up items, made by the executors. */
  public static Dataset<Row> generated(SparkSession spark, long count) {
    JavaRDD<Row> rows = spark.range(count).javaRDD().map(number -> ItemRows.of(generated(number)));
    return spark.createDataFrame(rows, ItemRows.SCHEMA);
  }

  /** One made-up item; of some there is nothing to say. */
  public static Item generated(long number) {
    List<String> things = List.of("gloves", "cup", "lamp", "backpack", "手套", "杯子", "台灯");
    List<String> makers = List.of("Nordvik", "Halden", "集优", "Brightway", "晨光");
    List<String> title = new ArrayList<>();
    title.add(makers.get((int) (number % makers.size())));
    title.add(things.get((int) (number / makers.size() % things.size())));
    title.add("no. " + number);
    if (number % EVERY_UNLABELLED == 0) {
      title.add("unlabelled");
    }
    return Item.of("item-" + number, String.join(" ", title))
        .withCategories("goods", things.get((int) (number / makers.size() % things.size())))
        .withAttribute("size", number % 2 == 0 ? "M" : "XXL");
  }
}
