package io.llmrec.prompt.cassette;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A language model that answers from a file of recorded replies, or records them.
 *
 * <p>Safe for use by several threads. A prompt is found by its {@link Prompt#hash}: its messages
 * and all options that change the reply. Of several replies to one prompt the last in the file
 * counts. A replayed reply is as it was recorded, with a usage that is {@link
 * io.llmrec.core.llm.Usage#cached}; a newly recorded one is passed on as it came.
 *
 * <p>Each recorded reply is forced to disk before it is returned. A last line that a kill left
 * unfinished is passed over with a warning, and cut off by the next recording; any other damaged
 * line is an error. A line may have 8 MiB, a file 512 MiB; all of it is held in memory. A file
 * whose name ends in {@code .gz} can be replayed, not recorded.
 */
public final class CassetteModel implements LanguageModel, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CassetteModel.class);

  private enum Mode {
    REPLAY,
    RECORD,
    REPLAY_OR_RECORD
  }

  /** Where replies that are not replayed come from and go to. */
  private record Recorder(LanguageModel model, CassetteWriter writer) {}

  private final String name;
  private final String note;
  private final Mode mode;
  private final Map<String, CassetteEntry> entries;
  private final @Nullable Recorder recorder;

  private CassetteModel(
      String name,
      String note,
      Mode mode,
      Map<String, CassetteEntry> entries,
      @Nullable Recorder to) {
    this.name = name;
    this.note = note;
    this.mode = mode;
    this.entries = new LinkedHashMap<>(entries);
    this.recorder = to;
  }

  /**
   * Answers from a file, and nothing else.
   *
   * @throws UncheckedIOException when it cannot be read or is no cassette
   */
  public static CassetteModel replay(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return replay(in, file.toString());
    } catch (IOException e) {
      throw failure(file.toString(), e);
    }
  }

  /**
   * Answers from a stream, for example a resource, which is read to its end and left open.
   *
   * @param name what messages call it; when it ends in {@code .gz} the stream is unpacked
   * @throws UncheckedIOException when it cannot be read or is no cassette
   */
  public static CassetteModel replay(InputStream in, String name) {
    try {
      CassetteReader.Contents contents = CassetteReader.read(in, name);
      warn(contents, name);
      return new CassetteModel(name, contents.note(), Mode.REPLAY, contents.entries(), null);
    } catch (IOException e) {
      throw failure(name, e);
    }
  }

  /**
   * Asks a model each time and appends what it answers to a file, which is made where there is
   * none.
   *
   * @param note for a new file: who wrote the replies, which model, when
   * @throws UncheckedIOException when the file cannot be written, is no cassette, or is being
   *     recorded to by another model
   */
  public static CassetteModel record(Path file, LanguageModel model, String note) {
    return open(file, model, note, Mode.RECORD);
  }

  /**
   * Answers from a file; asks the model what is not in it and appends that.
   *
   * @param note for a new file: who wrote the replies, which model, when
   * @throws UncheckedIOException when the file cannot be written, is no cassette, or is being
   *     recorded to by another model
   */
  public static CassetteModel replayOrRecord(Path file, LanguageModel model, String note) {
    return open(file, model, note, Mode.REPLAY_OR_RECORD);
  }

  /**
   * {@inheritDoc}
   *
   * @throws LlmException permanent when there is no such recording; the message shows the prompt's
   *     hash and where the nearest recorded prompt differs. Permanent too when a reply cannot be
   *     written to the file
   */
  @Override
  public Reply complete(Prompt prompt) {
    CassetteEntry entry = mode == Mode.RECORD ? null : find(prompt.hash());
    if (entry != null) {
      return entry.reply().with(entry.reply().usage().fromCache());
    }
    if (recorder == null) {
      throw LlmException.permanent(missing(prompt), null);
    }
    return keep(recorder, CassetteEntry.of(prompt, recorder.model().complete(prompt)));
  }

  /** The number of prompts that have a reply. */
  public int size() {
    synchronized (entries) {
      return entries.size();
    }
  }

  /** Who wrote the replies, as the file's header says; may be empty. */
  public String note() {
    return note;
  }

  /** Closes the file of a recording; a replaying model has nothing to close. */
  @Override
  public void close() {
    if (recorder != null) {
      try {
        recorder.writer().close();
      } catch (IOException e) {
        throw failure(name, e);
      }
    }
  }

  @Override
  public String toString() {
    return "CassetteModel[" + name + ", " + mode + ", " + size() + " replies]";
  }

  private @Nullable CassetteEntry find(String hash) {
    synchronized (entries) {
      return entries.get(hash);
    }
  }

  private Reply keep(Recorder to, CassetteEntry entry) {
    try {
      synchronized (entries) {
        to.writer().append(entry.line());
        entries.put(entry.hash(), entry);
      }
      return entry.reply();
    } catch (IOException e) {
      throw LlmException.permanent(
          "cassette '%s' could not keep the reply to prompt %s: %s"
              .formatted(name, entry.hash(), reason(e)),
          e);
    }
  }

  private String missing(Prompt prompt) {
    List<CassetteEntry> recorded;
    synchronized (entries) {
      recorded = List.copyOf(entries.values());
    }
    String message =
        "cassette '%s' has no reply to prompt %s among %d"
            .formatted(name, prompt.hash(), recorded.size());
    CassetteEntry nearest = NearestPrompt.find(prompt, recorded);
    return nearest == null
        ? message
        : "%s; nearest is %s: %s"
            .formatted(message, nearest.hash(), NearestPrompt.difference(nearest.prompt(), prompt));
  }

  private static CassetteModel open(Path file, LanguageModel model, String note, Mode mode) {
    String name = file.toString();
    if (name.endsWith(".gz")) {
      throw new IllegalArgumentException(
          "a packed cassette can be replayed, not recorded, was " + name);
    }
    try {
      CassetteWriter writer = CassetteWriter.open(file);
      try {
        CassetteReader.Contents contents = writer.begin(name, note);
        warn(contents, name);
        String kept = contents.wholeBytes() == 0 ? note : contents.note();
        return new CassetteModel(name, kept, mode, contents.entries(), new Recorder(model, writer));
      } catch (IOException | RuntimeException e) {
        writer.close();
        throw e;
      }
    } catch (IOException e) {
      throw failure(name, e);
    }
  }

  private static void warn(CassetteReader.Contents contents, String name) {
    if (contents.torn()) {
      LOG.warn("cassette '{}': the last line was left unfinished and is passed over", name);
    }
  }

  private static UncheckedIOException failure(String name, IOException e) {
    return new UncheckedIOException("cassette '" + name + "': " + reason(e), e);
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
