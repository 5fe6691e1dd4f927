package io.llmrec.core.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The rows of a file, to be read in constant memory as often as wanted.
 *
 * <p>Nothing is opened before {@link #stream}, {@link #forEach} or {@link #toList}. All three throw
 * a {@link BadRowException} for a header that cannot be read, and for the first bad row when {@link
 * BadRows#fail} says so; and an {@link java.io.UncheckedIOException} with file and line when the
 * disk fails or compressed data is damaged. Safe for use by several threads; a stream is for one.
 *
 * @param <T> what a row becomes
 */
public final class Rows<T> {

  private final Path file;
  private final RecordFormat format;
  private final RowMapping<T> mapping;
  private final ReadOptions options;

  private Rows(Path file, RecordFormat format, RowMapping<T> mapping, ReadOptions options) {
    this.file = file;
    this.format = format;
    this.mapping = mapping;
    this.options = options;
  }

  /**
   * The rows of a file.
   *
   * @param file plain or compressed by gzip, which its content tells
   * @param format cuts it into records
   * @param mapping makes values of the records
   * @param options how it is read
   */
  public static <T> Rows<T> of(
      Path file, RecordFormat format, RowMapping<T> mapping, ReadOptions options) {
    return new Rows<>(file, format, mapping, options);
  }

  /** Opens the file; the stream reads it row by row and must be closed. */
  public Stream<T> stream() {
    RowIterator<T> rows = open();
    Spliterator<T> one =
        Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.stream(one, false).onClose(rows::close);
  }

  /**
   * Reads the whole file.
   *
   * @param consumer gets each value in the order of the file
   * @return how many there were
   */
  public long forEach(Consumer<? super T> consumer) {
    long count = 0;
    try (RowIterator<T> rows = open()) {
      while (rows.hasNext()) {
        consumer.accept(rows.next());
        count++;
      }
    }
    return count;
  }

  /** Reads the whole file into memory; the list is new and the caller's own. */
  public List<T> toList() {
    List<T> all = new ArrayList<>();
    forEach(all::add);
    return all;
  }

  private RowIterator<T> open() {
    return new RowIterator<>(file, format, mapping, options);
  }
}
