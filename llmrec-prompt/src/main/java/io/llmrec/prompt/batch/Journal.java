package io.llmrec.prompt.batch;

import io.llmrec.core.file.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of lines with checksums, only ever appended to. Safe for use by several threads.
 *
 * <p>A line is given to the system at once, so that it survives a kill of the process, and forced
 * to disk in groups by a thread of the journal's own, some milliseconds later, so that it survives
 * a loss of power: callers do not wait for the disk unless it falls far behind.
 *
 * <p>What a kill left unfinished at the end is cut off when the journal is opened. A damaged line
 * with whole ones behind it is an error: what was paid for would be lost without a word.
 */
final class Journal implements AutoCloseable {

  /** Hears of a line. */
  @FunctionalInterface
  interface Line {
    void at(long position, String payload);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  /** So many lines may wait for the disk; later ones wait with their callers. */
  private static final int MOST_WAITING = 4096;

  private static final long PAUSE_NANOS = 5_000_000;

  private final Path file;
  private final RandomAccessFile access;
  private final Thread forcer;
  private long end;
  private long written;
  private long forced;
  private boolean closed;
  private @Nullable IOException broken;

  private Journal(Path file, RandomAccessFile access, long end) {
    this.file = file;
    this.access = access;
    this.end = end;
    forcer = new Thread(this::forceGroups, "llmrec-journal");
    forcer.setDaemon(true);
    forcer.start();
  }

  /**
   * Opens a journal, or starts one, and tells all its lines in their order.
   *
   * @throws UncheckedIOException when the file cannot be read or written, or is damaged
   */
  static Journal open(Path file, Line lines) {
    try {
      Files.deleteIfExists(DurableFiles.sibling(file));
      if (!Files.exists(file)) {
        DurableFiles.write(file, "");
      }
      long end = scan(file, Long.MAX_VALUE, lines);
      RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw");
      if (access.length() > end) {
        LOG.warn("{}: {} unfinished bytes are cut off", file, access.length() - end);
        access.setLength(end);
      }
      return new Journal(file, access, end);
    } catch (IOException e) {
      throw new UncheckedIOException("could not open journal " + file + ": " + e.getMessage(), e);
    }
  }

  /** Tells the whole lines and returns where they end. */
  private static long scan(Path file, long limit, Line lines) throws IOException {
    long whole = 0;
    long damaged = -1;
    try (InputStream in = Files.newInputStream(file)) {
      LineScanner scanner = new LineScanner(in, Frame.MAX_LINE);
      while (scanner.end() < limit && scanner.next()) {
        String payload = scanner.ended() ? Frame.payload(scanner.line(), scanner.length()) : null;
        if (payload == null) {
          damaged = damaged < 0 ? scanner.start() : damaged;
        } else if (damaged >= 0) {
          throw new IOException(
              "the line at byte %d is damaged; those before and behind it are still there"
                  .formatted(damaged));
        } else {
          lines.at(scanner.start(), payload);
          whole = scanner.end();
        }
      }
    }
    return whole;
  }

  /** Appends a line and returns its position. */
  long append(String payload) {
    byte[] line = Frame.of(payload);
    synchronized (this) {
      awaitDisk(MOST_WAITING);
      if (closed) {
        throw new IllegalStateException("journal " + file + " is closed");
      }
      long at = end;
      write(at, line);
      end += line.length;
      written++;
      notifyAll();
      return at;
    }
  }

  /** Leaves no half line where the disk is full: later ones would be lost behind it. */
  private void write(long at, byte[] line) {
    try {
      try {
        access.seek(at);
        access.write(line);
      } catch (IOException e) {
        access.setLength(at);
        throw e;
      }
    } catch (IOException e) {
      throw failed("append to", e);
    }
  }

  /** Returns when all lines so far are on disk. */
  synchronized void force() {
    awaitDisk(0);
  }

  /** Waits until at most so many lines are not on disk; an interrupt does not end it. */
  private synchronized void awaitDisk(long most) {
    boolean interrupted = false;
    while (written - forced > most && broken == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (broken != null) {
      throw failed("force", broken);
    }
  }

  private void forceGroups() {
    long lines = nextGroup();
    while (lines > 0) {
      try {
        access.getFD().sync();
        settle(lines, null);
      } catch (IOException e) {
        settle(0, e);
        return;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      lines = nextGroup();
    }
  }

  /** How many lines are written once there is something to force, or 0 when all is done. */
  private synchronized long nextGroup() {
    while (written == forced && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        return 0;
      }
    }
    return written == forced ? 0 : written;
  }

  private synchronized void settle(long lines, @Nullable IOException failure) {
    forced = Math.max(forced, lines);
    broken = failure;
    notifyAll();
  }

  /** The payload of the line at a position. */
  synchronized String read(long position) {
    try {
      access.seek(position);
      byte[] head = new byte[(int) Math.min(Frame.MAX_HEAD, end - position)];
      access.readFully(head);
      int length = Frame.lineLength(head);
      if (length < 0 || length > end - position) {
        throw new IOException("the line at byte " + position + " is damaged");
      }
      byte[] line = new byte[length];
      access.seek(position);
      access.readFully(line);
      String payload = Frame.payload(line, length);
      if (payload == null) {
        throw new IOException("the line at byte " + position + " is damaged");
      }
      return payload;
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  /** Tells all lines written so far. */
  void forEach(Line lines) {
    long limit;
    synchronized (this) {
      limit = end;
    }
    try {
      scan(file, limit, lines);
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  /**
   * Writes the lines that are to be kept to a new file beside this one, forced to disk.
   *
   * @param last gives one more line, for the end
   */
  static Path copy(Path file, Predicate<String> keep, Supplier<String> last) {
    Path target = DurableFiles.sibling(file);
    try (FileChannel out =
        FileChannel.open(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      scan(
          file,
          Long.MAX_VALUE,
          (position, payload) -> {
            if (keep.test(payload)) {
              write(out, payload);
            }
          });
      write(out, last.get());
      out.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + target + ": " + e.getMessage(), e);
    }
    return target;
  }

  private static void write(FileChannel out, String payload) {
    try {
      DurableFiles.writeFully(out, ByteBuffer.wrap(Frame.of(payload)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private UncheckedIOException failed(String what, IOException e) {
    return new UncheckedIOException(
        "could not %s journal %s: %s".formatted(what, file, e.getMessage()), e);
  }

  @Override
  public void close() {
    try {
      force();
    } finally {
      synchronized (this) {
        closed = true;
        notifyAll();
      }
      try {
        access.close();
      } catch (IOException e) {
        LOG.warn("could not close {}: {}", file, e.toString());
      }
    }
  }
}
