package io.llmrec.examples.experiment;

import static java.util.stream.Collectors.joining;

import io.llmrec.examples.experiment.Page.Block;
import io.llmrec.examples.experiment.Page.Entry;
import io.llmrec.examples.experiment.Page.Kind;
import io.llmrec.examples.experiment.Page.Table;
import java.util.List;

/** Writes a page as Markdown with tables; charts are left out. */
public final class MarkdownWriter {

  private MarkdownWriter() {}

  /** A page as Markdown. */
  public static String write(Page page) {
    return "# %s\n\n%s\n\n".formatted(escape(page.title()), escape(page.subtitle()))
        + write(page.blocks());
  }

  static String write(List<Block> blocks) {
    return blocks.stream()
        .map(MarkdownWriter::block)
        .filter(text -> !text.isEmpty())
        .collect(joining("\n\n", "", "\n"));
  }

  private static String block(Block block) {
    if (block instanceof Page.Heading heading) {
      return "## " + escape(heading.text());
    }
    if (block instanceof Page.Paragraph paragraph) {
      return escape(paragraph.text());
    }
    if (block instanceof Page.Code code) {
      return "```\n" + String.join("\n", code.lines()) + "\n```";
    }
    if (block instanceof Page.Tiles tiles) {
      return tiles.tiles().stream()
          .map(tile -> "- %s: **%s**".formatted(escape(tile.label()), escape(tile.value())))
          .collect(joining("\n"));
    }
    return block instanceof Table table ? table(table) : "";
  }

  private static String table(Table table) {
    StringBuilder lines = new StringBuilder();
    lines.append(row(table.head().stream().map(MarkdownWriter::escape).toList()));
    List<Entry> first = table.rows().isEmpty() ? List.of() : table.rows().get(0);
    lines.append("\n|");
    for (int i = 0; i < table.head().size(); i++) {
      boolean text = i >= first.size() || first.get(i).kind() == Kind.TEXT;
      lines.append(text ? "---|" : "---:|");
    }
    for (List<Entry> row : table.rows()) {
      lines.append('\n').append(row(row.stream().map(MarkdownWriter::entry).toList()));
    }
    return table.caption().isEmpty()
        ? lines.toString()
        : lines.append("\n\n").append(escape(table.caption())).toString();
  }

  private static String row(List<String> fields) {
    return "| " + String.join(" | ", fields) + " |";
  }

  private static String entry(Entry entry) {
    String text = escape(entry.text());
    String shown = entry.kind() == Kind.BEST ? "**" + text + "**" : text;
    String note = entry.note().lines().map(MarkdownWriter::escape).collect(joining(", "));
    return note.isEmpty() ? shown : shown + " (" + note + ")";
  }

  /** Names may hold what Markdown takes for its own. */
  private static String escape(String text) {
    return text.replaceAll("\\s+", " ")
        .replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("*", "\\*")
        .replace("_", "\\_")
        .replace("`", "\\`")
        .replaceAll("<(?=[A-Za-z/!?])", "&lt;");
  }
}
