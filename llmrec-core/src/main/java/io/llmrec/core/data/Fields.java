package io.llmrec.core.data;

import java.util.List;

/** The named fields of one record, as its format delivers them. */
public interface Fields {

  /** Whether the record has a field of this name with something in it, be it the empty text. */
  boolean has(String name);

  /**
   * The text of a field, or the empty text where there is none.
   *
   * @throws BadFieldException when what is there is no text
   */
  String text(String name);

  /**
   * The parts of a field that holds several, as they are written.
   *
   * @param name the field
   * @param separator what stands between the parts where the format itself knows no lists
   */
  List<String> parts(String name, String separator);
}
