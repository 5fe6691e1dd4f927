package io.llmrec.examples.spark;

import org.apache.spark.Partitioner;

/** Sends an item to the partition of its id: the same in every run. */
final class IdPartitioner extends Partitioner {

  private static final long serialVersionUID = 1L;

  private final int partitions;

  IdPartitioner(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object id) {
    return Math.floorMod(id.hashCode(), partitions);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IdPartitioner that && that.partitions == partitions;
  }

  @Override
  public int hashCode() {
    return partitions;
  }
}
