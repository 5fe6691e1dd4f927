/**
 * Enrichment and encoding of a catalog that outgrows one machine, on Apache Spark.
 *
 * <p>{@link io.llmrec.examples.spark.SparkEnrichment} is the driver's side, and a program. It cuts
 * the catalog into partitions by item id; each is enriched by an {@code EnrichmentJob} of its own,
 * encoded, and written to one Parquet file by the executor that has it. Nothing but {@link
 * io.llmrec.examples.spark.SparkSettings}, which are plain values, goes to the executors; they
 * build model and encoder themselves, once in each process.
 *
 * <p>Spark reaches into the JDK: on 17 and later start the driver with the {@code --add-opens} that
 * {@code spark-submit} gives, and the executors get them from Spark.
 */
@NullMarked
package io.llmrec.examples.spark;

import org.jspecify.annotations.NullMarked;
