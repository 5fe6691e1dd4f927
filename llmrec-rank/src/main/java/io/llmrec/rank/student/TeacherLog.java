package io.llmrec.rank.student;

import io.llmrec.core.file.DurableFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rankings in a file, one line of JSON each, forced to disk one by one: a kill loses at most the
 * line that was being written, and such a line is cut off when the file is opened again.
 *
 * <p>Safe for use by several threads; one process at a time. When the file is as large as allowed,
 * further rankings are left out and counted. Host it on a disk of its own: it holds what users did.
 */
public final class TeacherLog implements RankingSink, AutoCloseable {

  private static final int MAX_LINE = 1 << 20;

  private final Path file;
  private final FileChannel channel;
  private final long maxBytes;
  private long size;
  private long leftOut;

  private TeacherLog(Path file, FileChannel channel, long maxBytes, long size) {
    this.file = file;
    this.channel = channel;
    this.maxBytes = maxBytes;
    this.size = size;
  }

  /**
   * Opens the file, or makes it.
   *
   * @param maxBytes how large it may grow, at least 1
   * @throws UncheckedIOException when it cannot be opened; the message names it
   */
  public static TeacherLog open(Path file, long maxBytes) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1, was " + maxBytes);
    }
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      long end = endOfLastLine(channel);
      channel.truncate(end);
      channel.position(end);
      return new TeacherLog(file, channel, maxBytes, end);
    } catch (IOException e) {
      throw new UncheckedIOException("teacher log " + file + " cannot be opened: " + e, e);
    }
  }

  /** Where the last line break ends, looked for backwards. */
  private static long endOfLastLine(FileChannel channel) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    for (long at = channel.size() - 1; at >= 0; at--) {
      one.clear();
      channel.read(one, at);
      if (one.get(0) == '\n') {
        return at + 1;
      }
    }
    return 0;
  }

  /**
   * Writes a ranking and forces it to disk.
   *
   * @throws UncheckedIOException when it cannot be written
   * @throws IllegalStateException when the log is closed
   */
  @Override
  public synchronized void add(TeacherRanking ranking) {
    byte[] line = (RankingJson.write(ranking) + "\n").getBytes(StandardCharsets.UTF_8);
    if (!channel.isOpen()) {
      throw new IllegalStateException("teacher log " + file + " is closed");
    }
    if (line.length > MAX_LINE || size + line.length > maxBytes) {
      leftOut++;
      return;
    }
    try {
      channel.position(size);
      DurableFiles.writeFully(channel, ByteBuffer.wrap(line));
      channel.force(false);
      size += line.length;
    } catch (IOException e) {
      throw new UncheckedIOException("teacher log " + file + " cannot be written: " + e, e);
    }
  }

  /** How many rankings were left out because there was no room. */
  public synchronized long leftOut() {
    return leftOut;
  }

  /**
   * What was read of a log.
   *
   * @param rankings in the order of the file
   * @param badLines lines that hold no ranking, a torn last one among them
   */
  public record Content(List<TeacherRanking> rankings, int badLines) {

    /** Takes a copy of the list. */
    public Content {
      rankings = List.copyOf(rankings);
    }
  }

  /**
   * Reads the rankings of a file; lines that hold none are passed over and counted.
   *
   * @param most how many are read, at least 1
   * @throws UncheckedIOException when it cannot be read
   */
  public static Content read(Path file, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1, was " + most);
    }
    List<TeacherRanking> rankings = new ArrayList<>();
    int bad = 0;
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String line = line(reader);
      while (line != null && rankings.size() < most) {
        try {
          rankings.add(RankingJson.read(line));
        } catch (IllegalArgumentException e) {
          bad++;
        }
        line = line(reader);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("teacher log " + file + " cannot be read: " + e, e);
    }
    return new Content(rankings, bad);
  }

  /** The next line without its end, cut where no ranking is that long; null after the last one. */
  private static @Nullable String line(BufferedReader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = reader.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = reader.read()) {
      if (line.length() < MAX_LINE) {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("teacher log " + file + " cannot be closed: " + e, e);
    }
  }
}
