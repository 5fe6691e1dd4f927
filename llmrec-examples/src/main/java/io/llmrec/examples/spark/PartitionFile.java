package io.llmrec.examples.spark;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.prompt.batch.EnrichedItem;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * One Parquet file, written beside the folder's files under the name of its attempt and renamed
 * when it is whole: readers and restarts see all of it or nothing, and of two attempts at the same
 * partition the first one stays.
 */
final class PartitionFile implements AutoCloseable {

  private static final MessageType SCHEMA =
      Types.buildMessage()
          .addField(text("id", true))
          .addField(text("title", true))
          .addField(text("summary", false))
          .addField(text("model", false))
          .addField(text("prompt_hash", false))
          .addField(text("input_hash", false))
          .addField(text("as_of", false))
          .addField(Types.requiredList().requiredElement(PrimitiveTypeName.FLOAT).named("vector"))
          .named("item");

  private final FileSystem files;
  private final Path target;
  private final Path temporary;
  private final ParquetWriter<Group> writer;

  private PartitionFile(FileSystem files, Path target, Path temporary) throws IOException {
    this.files = files;
    this.target = target;
    this.temporary = temporary;
    this.writer =
        ExampleParquetWriter.builder(temporary)
            .withType(SCHEMA)
            .withConf(files.getConf())
            .withCompressionCodec(CompressionCodecName.GZIP)
            .build();
  }

  private static org.apache.parquet.schema.Type text(String name, boolean required) {
    return (required
            ? Types.required(PrimitiveTypeName.BINARY)
            : Types.optional(PrimitiveTypeName.BINARY))
        .as(LogicalTypeAnnotation.stringType())
        .named(name);
  }

  /** The name of a partition's file. */
  static String name(int partition) {
    return "part-%05d.parquet".formatted(partition);
  }

  static boolean exists(String output, int partition) throws IOException {
    Path target = new Path(output, name(partition));
    return target.getFileSystem(new Configuration()).exists(target);
  }

  /** Begins a file. Spark skips names that begin with an underscore. */
  static PartitionFile create(String output, int partition, long attempt) throws IOException {
    Path target = new Path(output, name(partition));
    Path temporary = new Path(output, "_unfinished-" + attempt + "-" + name(partition));
    FileSystem files = target.getFileSystem(new Configuration());
    files.delete(temporary, false);
    return new PartitionFile(files, target, temporary);
  }

  void write(Item item, @Nullable EnrichedItem text, Embedding vector) throws IOException {
    Group row = new SimpleGroup(SCHEMA);
    row.append("id", item.id()).append("title", item.title());
    if (text != null) {
      row.append("summary", text.enrichment().text())
          .append("model", text.enrichment().provenance().model())
          .append("prompt_hash", text.enrichment().provenance().promptHash())
          .append("input_hash", text.enrichment().provenance().inputHash())
          .append("as_of", text.enrichment().provenance().asOf().toString());
    }
    Group list = row.addGroup("vector");
    for (float component : vector.toArray()) {
      list.addGroup(0).append("element", component);
    }
    writer.write(row);
  }

  /** Makes the file visible. */
  void commit() throws IOException {
    writer.close();
    if (files.exists(target) || !files.rename(temporary, target)) {
      files.delete(temporary, false);
      if (!files.exists(target)) {
        throw new IOException("could not rename " + temporary + " to " + target);
      }
    }
  }

  /** Removes what was not committed. */
  @Override
  public void close() throws IOException {
    if (files.exists(temporary)) {
      writer.close();
      files.delete(temporary, false);
    }
  }
}
