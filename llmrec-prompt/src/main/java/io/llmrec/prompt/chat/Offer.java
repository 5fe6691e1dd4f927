package io.llmrec.prompt.chat;

import io.llmrec.prompt.chat.ground.FactSheet;
import io.llmrec.prompt.chat.tool.Workbench;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The items that an answer may name, with their facts. */
final class Offer {

  private final List<Integer> offered;
  private final List<Integer> discussed;
  private final Map<Integer, FactSheet> sheets = new LinkedHashMap<>();

  /**
   * An offer.
   *
   * @param offered rows to be recommended, best first
   * @param discussed rows that were asked about
   */
  Offer(Workbench bench, List<Integer> offered, List<Integer> discussed) {
    this.offered = List.copyOf(offered);
    this.discussed = discussed.stream().filter(row -> !offered.contains(row)).toList();
    offered.forEach(row -> sheets.put(row, ChatPrompts.sheet(bench, row)));
    this.discussed.forEach(row -> sheets.put(row, ChatPrompts.sheet(bench, row)));
    sheets.values().forEach(sheet -> bench.labels().avoid(sheet.text().toUpperCase(Locale.ROOT)));
  }

  List<Integer> offered() {
    return offered;
  }

  List<Integer> discussed() {
    return discussed;
  }

  Map<Integer, FactSheet> sheets() {
    return sheets;
  }

  FactSheet sheet(int row) {
    FactSheet sheet = sheets.get(row);
    if (sheet == null) {
      throw new IllegalArgumentException("row must be of the offer, was " + row);
    }
    return sheet;
  }
}
