package io.llmrec.core.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass over a file: the only loop that reads rows and treats their errors. */
final class RowIterator<T> implements Iterator<T>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Rows.class);

  private final Path file;
  private final RowMapping<T> mapping;
  private final BadRows badRows;
  private final InputStream in;
  private final RecordSource source;
  private Iterator<T> values = List.<T>of().iterator();
  private long skipped;
  private @Nullable RowError firstSkipped;
  private boolean closed;

  RowIterator(Path file, RecordFormat format, RowMapping<T> mapping, ReadOptions options) {
    this.file = file;
    this.mapping = mapping;
    this.badRows = options.badRows();
    InputStream opened = null;
    try {
      opened = OpenFile.open(file, options.progress());
      Lines lines = new Lines(opened, options.charset(), options.limits().bytes());
      source = format.open(lines, options.limits());
      source.columns().ifPresent(this::checkColumns);
      in = opened;
    } catch (IOException | RuntimeException e) {
      throw notOpened(opened, e);
    }
  }

  @Override
  public boolean hasNext() {
    while (!values.hasNext() && !closed) {
      advance();
    }
    return values.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more rows in " + file);
    }
    return values.next();
  }

  private void advance() {
    try {
      Fields fields = source.next();
      if (fields == null) {
        close();
      } else {
        values = mapping.map(new Row(fields)).iterator();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be read after line %d: %s".formatted(file, source.line(), e), e);
    } catch (IllegalArgumentException e) {
      skip(e);
    }
  }

  private void skip(IllegalArgumentException e) {
    RowError error = error(source.line(), source.excerpt(), e);
    badRows.add(error, e);
    skipped++;
    if (firstSkipped == null) {
      firstSkipped = error;
    }
  }

  private RowError error(long line, String excerpt, Exception e) {
    String column = e instanceof BadFieldException bad ? bad.column() : "";
    return new RowError(file, line, column, String.valueOf(e.getMessage()), excerpt);
  }

  private void checkColumns(List<String> there) {
    for (String needed : mapping.columns()) {
      if (!there.contains(needed)) {
        throw new BadFieldException(
            needed, "there is no such column; there is '" + String.join("', '", there) + "'");
      }
    }
  }

  private RuntimeException notOpened(@Nullable InputStream opened, Exception e) {
    try {
      if (opened != null) {
        opened.close();
      }
    } catch (IOException onClose) {
      e.addSuppressed(onClose);
    }
    if (e instanceof IOException io) {
      return new UncheckedIOException("%s cannot be opened: %s".formatted(file, io), io);
    }
    return e instanceof BadFieldException
        ? new BadRowException(error(1, "", e), e)
        : (RuntimeException) e;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (skipped > 0) {
      LOG.warn("{}: {} rows could not be read, the first: {}", file, skipped, firstSkipped);
    }
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not close " + file + ": " + e, e);
    }
  }
}
