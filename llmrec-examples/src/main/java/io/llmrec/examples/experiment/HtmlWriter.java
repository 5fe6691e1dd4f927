package io.llmrec.examples.experiment;

import io.llmrec.examples.experiment.Page.Block;
import io.llmrec.examples.experiment.Page.Entry;
import io.llmrec.examples.experiment.Page.Kind;
import io.llmrec.examples.experiment.Page.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes a page as one HTML file that is well-formed XML too and needs nothing from outside: no
 * script, font, picture or style but its own.
 */
public final class HtmlWriter {

  private HtmlWriter() {}

  /** A page as HTML. */
  public static String write(Page page) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="UTF-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    <header>
    <h1>%s</h1>
    <p>%s</p>
    </header>
    <main>
    %s
    </main>
    </body>
    </html>
    """
        .formatted(
            escape(page.title()),
            style(),
            escape(page.title()),
            escape(page.subtitle()),
            page.blocks().stream().map(HtmlWriter::block).collect(Collectors.joining("\n")));
  }

  private static String style() {
    try (InputStream in = HtmlWriter.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is missing beside " + HtmlWriter.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String block(Block block) {
    if (block instanceof Page.Heading heading) {
      return "<h2>" + escape(heading.text()) + "</h2>";
    }
    if (block instanceof Page.Paragraph paragraph) {
      return "<p>" + escape(paragraph.text()) + "</p>";
    }
    if (block instanceof Page.Code code) {
      return "<pre>" + escape(String.join("\n", code.lines())) + "</pre>";
    }
    if (block instanceof Page.Tiles tiles) {
      return tiles.tiles().stream()
          .map(
              tile ->
                  "<div><dt>%s</dt><dd>%s</dd></div>"
                      .formatted(escape(tile.label()), escape(tile.value())))
          .collect(Collectors.joining("\n", "<dl>\n", "\n</dl>"));
    }
    return block instanceof Page.Figure figure ? figure(figure) : table((Table) block);
  }

  private static String figure(Page.Figure figure) {
    return "<figure>\n%s\n<figcaption>%s</figcaption>\n</figure>"
        .formatted(figure.svg(), escape(figure.caption()));
  }

  private static String table(Table table) {
    StringBuilder html = new StringBuilder("<div class=\"table\">\n<table>\n<thead>\n<tr>");
    for (int i = 0; i < table.head().size(); i++) {
      html.append(
          "<th%s scope=\"col\">%s</th>".formatted(style(table, i), escape(table.head().get(i))));
    }
    html.append("</tr>\n</thead>\n<tbody>\n");
    for (List<Entry> row : table.rows()) {
      html.append(row.stream().map(HtmlWriter::entry).collect(Collectors.joining("", "<tr>", "")));
      html.append("</tr>\n");
    }
    html.append("</tbody>\n</table>\n</div>");
    return table.caption().isEmpty()
        ? html.toString()
        : html + "\n<p class=\"note\">" + escape(table.caption()) + "</p>";
  }

  /** A column of numbers has its head on the right, as they are. */
  private static String style(Table table, int column) {
    boolean numbers =
        !table.rows().isEmpty() && table.rows().get(0).get(column).kind() != Kind.TEXT;
    return numbers ? " class=\"number\"" : "";
  }

  private static String entry(Entry entry) {
    String note =
        entry
            .note()
            .lines()
            .map(line -> "<small>" + escape(line) + "</small>")
            .collect(Collectors.joining());
    return "<td class=\"%s\">%s%s</td>"
        .formatted(entry.kind().name().toLowerCase(Locale.ROOT), escape(entry.text()), note);
  }

  /** Text as HTML; characters that XML does not have become a replacement character. */
  static String escape(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                default -> html.appendCodePoint(allowed(point) ? point : 0xFFFD);
              }
            });
    return html.toString();
  }

  private static boolean allowed(int point) {
    return point == '\n'
        || point == '\t'
        || point >= 0x20 && point <= 0xD7FF
        || point >= 0xE000 && point <= 0xFFFD
        || point >= 0x10000;
  }
}
