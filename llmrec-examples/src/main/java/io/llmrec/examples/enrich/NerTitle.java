package io.llmrec.examples.enrich;

import io.llmrec.core.catalog.Item;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A product title in which people have marked the words that matter.
 *
 * @param text the title
 * @param entities the marked words in their order
 */
record NerTitle(String text, List<Entity> entities) {

  /** What a word is. */
  enum Kind {
    /** The product itself. */
    PRODUCT("HCCX"),
    /** A brand. */
    BRAND("HPPX"),
    /** A model. */
    MODEL("XH"),
    /** A size, a place, an ingredient. */
    OTHER("MISC");

    private final String tag;

    Kind(String tag) {
      this.tag = tag;
    }

    private static Kind of(String tag) {
      for (Kind kind : values()) {
        if (kind.tag.equals(tag)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("tag must be HCCX, HPPX, XH or MISC, was " + tag);
    }
  }

  /**
   * A marked word.
   *
   * @param kind what it is
   * @param word as it stands in the title
   */
  record Entity(Kind kind, String word) {}

  NerTitle {
    entities = List.copyOf(entities);
  }

  /** The marked words of one kind. */
  List<String> words(Kind kind) {
    return entities.stream().filter(e -> e.kind() == kind).map(Entity::word).toList();
  }

  /** The title as an item; a shop knows the brand of what it sells. */
  Item item(String id) {
    Item item = Item.of(id, text);
    List<String> brands = words(Kind.BRAND);
    return brands.isEmpty() ? item : item.withAttribute("品牌", brands.get(0));
  }

  /** Reads a file of one character and tag a line, a blank line after each title. */
  static List<NerTitle> read(Path file) {
    List<NerTitle> titles = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      Builder title = new Builder();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isBlank()) {
          title.addTo(titles);
          title = new Builder();
        } else {
          title.add(
              line.substring(0, line.lastIndexOf(' ')), line.substring(line.lastIndexOf(' ') + 1));
        }
      }
      title.addTo(titles);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
    return titles;
  }

  /** A title on its way, character by character. */
  private static final class Builder {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder word = new StringBuilder();
    private String tag = "";
    private final List<Entity> entities = new ArrayList<>();

    void add(String character, String label) {
      if (!label.startsWith("I-")) {
        endWord();
      }
      if (!label.equals("O")) {
        tag = label.substring(2);
        word.append(character);
      }
      text.append(character);
    }

    private void endWord() {
      if (!word.isEmpty()) {
        entities.add(new Entity(Kind.of(tag), word.toString()));
        word.setLength(0);
      }
    }

    void addTo(List<NerTitle> titles) {
      endWord();
      if (!text.toString().isBlank()) {
        titles.add(new NerTitle(text.toString(), entities));
      }
    }
  }
}
