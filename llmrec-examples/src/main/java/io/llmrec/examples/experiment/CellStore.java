package io.llmrec.examples.experiment;

import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.file.Escapes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Keeps finished cells in a folder, a file each: lines of tab-separated fields in UTF-8, one per
 * case, and a checksum in the last line.
 *
 * <p>A file is written beside its place, forced to disk and renamed. One that is cut off, changed
 * or of other cases is as good as none.
 */
final class CellStore {

  private static final String FORMAT = "llmrec cell 1";
  private static final int HEAD = 3;

  private final Path folder;

  CellStore(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("could not create " + folder + ": " + e, e);
    }
  }

  /** The cell under a key, or null when there is no whole one. */
  @Nullable Cell find(String key, List<EvalCase> cases) {
    Path file = file(key);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      String text = Files.readString(file);
      int end = text.lastIndexOf('\n', text.length() - 2) + 1;
      boolean whole = text.substring(end).equals(checksum(text.substring(0, end)));
      return whole ? read(text.substring(0, end).split("\n"), key, cases) : null;
    } catch (CharacterCodingException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file + ": " + e, e);
    }
  }

  /**
   * Keeps a cell.
   *
   * @param what says for people what it is
   */
  void keep(String key, String what, List<EvalCase> cases, Cell cell) {
    StringBuilder text = new StringBuilder();
    line(text, List.of(FORMAT, key));
    line(text, List.of(what));
    line(
        text,
        List.of(
            Long.toString(cell.badScores()),
            Double.toString(cell.trainSeconds()),
            Double.toString(cell.askSeconds())));
    for (int i = 0; i < cases.size(); i++) {
      List<String> fields = new ArrayList<>();
      fields.add(cases.get(i).id());
      fields.addAll(cell.lists().get(i));
      line(text, fields);
    }
    DurableFiles.write(file(key), text + checksum(text.toString()));
  }

  private Path file(String key) {
    return folder.resolve(key.substring(0, 32) + ".tsv");
  }

  private static void line(StringBuilder text, List<String> fields) {
    text.append(String.join("\t", fields.stream().map(Escapes::escape).toList())).append('\n');
  }

  private static List<String> fields(String line) {
    return Arrays.stream(line.split("\t", -1)).map(Escapes::unescape).toList();
  }

  private static @Nullable Cell read(String[] lines, String key, List<EvalCase> cases) {
    if (lines.length != cases.size() + HEAD || !lines[0].equals(FORMAT + "\t" + key)) {
      return null;
    }
    List<List<String>> lists = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      List<String> fields = fields(lines[i + HEAD]);
      if (!fields.get(0).equals(cases.get(i).id())) {
        return null;
      }
      lists.add(List.copyOf(fields.subList(1, fields.size())));
    }
    List<String> numbers = fields(lines[2]);
    return new Cell(
        lists,
        Long.parseLong(numbers.get(0)),
        Double.parseDouble(numbers.get(1)),
        Double.parseDouble(numbers.get(2)));
  }

  private static String checksum(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return "crc32c\t%08x\n".formatted(crc.getValue());
  }
}
