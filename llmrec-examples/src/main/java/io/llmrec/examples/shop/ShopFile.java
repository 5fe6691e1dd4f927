package io.llmrec.examples.shop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hand-written data files of the sample shop: UTF-8, lines that begin with {@code #} are
 * comments.
 */
final class ShopFile {

  /**
   * One block of a data file: {@code [key]}, then lines {@code name: value; value}, then rows
   * {@code * cell | cell}.
   *
   * @param lines per name the values of each line of that name, in the order of the file
   * @param rows the cells of each row
   */
  record Block(Map<String, List<List<String>>> lines, List<List<String>> rows) {

    /**
     * The values of the line with this name, or of all such lines together; empty where there is
     * none.
     */
    List<String> values(String name) {
      return lines.getOrDefault(name, List.of()).stream().flatMap(List::stream).toList();
    }

    /** Each line of this name as one text, for values that may hold a semicolon. */
    List<String> texts(String name) {
      return lines.getOrDefault(name, List.of()).stream()
          .map(values -> String.join("; ", values))
          .toList();
    }
  }

  private ShopFile() {}

  /** The bytes of a resource beside this class. */
  static byte[] bytes(String name) {
    try (InputStream in = ShopFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "the sample shop's resource '" + name + "' is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the sample shop's resource '" + name + "'", e);
    }
  }

  /** The blocks of a resource by their keys, in the order of the file. */
  static Map<String, Block> blocks(String name) {
    Map<String, Block> blocks = new LinkedHashMap<>();
    @Nullable Block block = null;
    for (String line : content(name)) {
      if (line.startsWith("[")) {
        block = new Block(new LinkedHashMap<>(), new ArrayList<>());
        blocks.put(line.substring(1, line.length() - 1), block);
      } else if (block == null) {
        throw new IllegalStateException(name + ": a line before the first [key]: " + line);
      } else {
        read(line, block);
      }
    }
    return blocks;
  }

  /** The rows of a tab-separated resource, each by its column's name. */
  static List<Map<String, String>> table(String name) {
    List<String> lines = content(name);
    String[] header = lines.get(0).split("\t");
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t");
      if (cells.length != header.length) {
        throw new IllegalStateException(
            "%s: %d columns in the header, %d in '%s'"
                .formatted(name, header.length, cells.length, line));
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < header.length; i++) {
        row.put(header[i], cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  /** The parts between separators, without the space around them. */
  static List<String> split(String text, String separator) {
    return Arrays.stream(text.split(separator))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static void read(String line, Block block) {
    if (line.startsWith("* ")) {
      block.rows().add(split(line.substring(2), "\\|"));
      return;
    }
    int colon = line.indexOf(": ");
    String name = line.substring(0, colon);
    block
        .lines()
        .computeIfAbsent(name, key -> new ArrayList<>())
        .add(split(line.substring(colon + 2), ";"));
  }

  private static List<String> content(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }
}
