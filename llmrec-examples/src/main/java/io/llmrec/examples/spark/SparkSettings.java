package io.llmrec.examples.spark;

import java.io.Serializable;

/**
 * What executors need to know. Holds no secret: keys are read where they are used.
 *
 * @param output the folder of the Parquet files, any that Hadoop can reach and whose renames are
 *     atomic
 * @param work the folder of the journals, one below it for each partition, on a file system that
 *     all executors share: what one has paid for is then found by the next
 * @param partitions how many, at least 1; must not change between runs into the same folders
 * @param backend who writes the texts
 * @param dimension of the vectors
 */
public record SparkSettings(
    String output, String work, int partitions, Backend backend, int dimension)
    implements Serializable {

  /**
   * Who writes the texts.
   *
   * @param url of a server that speaks the chat protocol of OpenAI, or empty for the stub
   * @param model the model's name
   * @param keyVariable the environment variable of the executors that holds the server's key, or
   *     empty where it wants none
   * @param asOf the latest moment whose data the texts may know, as ISO-8601
   * @param calls how many may be under way in each partition at a time, at least 1
   */
  public record Backend(String url, String model, String keyVariable, String asOf, int calls)
      implements Serializable {

    /** A rule in the place of a model. */
    public static Backend stub() {
      return new Backend("", "stub-1", "", "2026-07-01T00:00:00Z", 2);
    }
  }

  /** Checks the ranges. */
  public SparkSettings {
    if (partitions < 1 || partitions > 100_000) {
      throw new IllegalArgumentException("partitions must be 1 to 100000, was " + partitions);
    }
    if (backend.calls() < 1) {
      throw new IllegalArgumentException("calls must be at least 1, was " + backend.calls());
    }
  }
}
