package io.llmrec.examples.bench;

import io.llmrec.core.encode.Embedding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.Nullable;

/** Apache Lucene's graph, one segment, memory-mapped; filters are terms of the same index. */
final class LuceneContender implements SearchContender {

  private static final String VECTOR = "vector";
  private static final String FILTER = "filter";

  private @Nullable Directory directory;
  private @Nullable DirectoryReader reader;
  private @Nullable IndexSearcher searcher;

  @Override
  public void build(List<Embedding> vectors, Path folder) throws IOException {
    // Lucene 9.12 knows JDKs up to 23 by number; the vector module has not changed for it since.
    System.setProperty("org.apache.lucene.vectorization.upperJavaFeatureVersion", "25");
    Directory files = new MMapDirectory(folder);
    directory = files;
    if (!DirectoryReader.indexExists(files)) {
      write(vectors, files);
    }
    DirectoryReader open = DirectoryReader.open(files);
    reader = open;
    searcher = new IndexSearcher(open);
    searcher.setQueryCache(null);
  }

  private static void write(List<Embedding> vectors, Directory files) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig();
    config.setRAMBufferSizeMB(1500);
    config.setCodec(
        new Lucene912Codec() {
          @Override
          public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return new Lucene99HnswVectorsFormat(16, 100);
          }
        });
    try (IndexWriter writer = new IndexWriter(files, config)) {
      for (int row = 0; row < vectors.size(); row++) {
        Document document = new Document();
        document.add(
            new KnnFloatVectorField(
                VECTOR, vectors.get(row).toArray(), VectorSimilarityFunction.DOT_PRODUCT));
        for (int every : FILTERS) {
          if (row % every == 0) {
            document.add(new StringField(FILTER, Integer.toString(every), Field.Store.NO));
          }
        }
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
  }

  @Override
  public int[] search(Embedding query, int limit, int width, int every) throws IOException {
    IndexSearcher open = searcher;
    if (open == null) {
      throw new IllegalStateException("not built");
    }
    Query filter = every == 1 ? null : new TermQuery(new Term(FILTER, Integer.toString(every)));
    ScoreDoc[] found =
        open.search(new KnnFloatVectorQuery(VECTOR, query.toArray(), width, filter), limit)
            .scoreDocs;
    int[] rows = new int[found.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = found[i].doc;
    }
    return rows;
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
    if (directory != null) {
      directory.close();
    }
  }
}
