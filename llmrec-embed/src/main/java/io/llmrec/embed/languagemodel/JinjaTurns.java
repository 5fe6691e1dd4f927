package io.llmrec.embed.languagemodel;

import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Message;
import io.llmrec.embed.chattemplate.JinjaTemplate;
import io.llmrec.embed.chattemplate.TemplateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes turns by a template of a model. */
final class JinjaTurns {

  /** What marks of turns look like where they are no tokens of their own. */
  private static final Pattern MARK =
      Pattern.compile(
          "<\\|[^|<>\\s]{1,60}\\|>"
              + "|<\uFF5C[^\uFF5C<>\\s]{1,60}\uFF5C>"
              + "|\\[/?[A-Z_]{2,40}]"
              + "|<</?[A-Z_]{2,40}>>"
              + "|</?[a-z_]{1,40}>");

  private final JinjaTemplate template;
  private final Map<String, Object> values = new HashMap<>();

  JinjaTurns(JinjaTemplate template, Map<String, ?> given) {
    this.template = template;
    values.put("tools", null);
    values.put("documents", null);
    values.putAll(given);
    values.put("add_generation_prompt", true);
  }

  /** Finds at once what would fail for every conversation. */
  void probe() {
    try {
      render(List.of(Message.user("a")));
    } catch (TemplateException e) {
      if (!e.refused()) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }
  }

  /**
   * Everything that looks like a mark in the template, and the tokens that begin and end a text.
   */
  Set<String> marks() {
    Set<String> marks = new TreeSet<>();
    for (String literal : template.literals()) {
      Matcher matcher = MARK.matcher(literal);
      while (matcher.find()) {
        marks.add(matcher.group());
      }
    }
    for (String name : List.of("bos_token", "eos_token")) {
      if (values.get(name) instanceof String token && !token.isBlank()) {
        marks.add(token);
      }
    }
    return marks;
  }

  String write(List<Message> turns) {
    try {
      return render(turns);
    } catch (TemplateException e) {
      List<Message> folded = e.refused() ? withoutSystem(turns) : turns;
      if (folded.equals(turns)) {
        throw LlmException.permanent(String.valueOf(e.getMessage()), e);
      }
      return writeFolded(folded, e);
    }
  }

  private String writeFolded(List<Message> folded, TemplateException first) {
    try {
      return render(folded);
    } catch (TemplateException e) {
      throw LlmException.permanent(String.valueOf(first.getMessage()), e);
    }
  }

  /** With the first turn's rules before what the user says next. */
  private static List<Message> withoutSystem(List<Message> turns) {
    boolean rules =
        turns.size() > 1
            && turns.get(0).role() == Message.Role.SYSTEM
            && turns.get(1).role() == Message.Role.USER;
    if (!rules) {
      return turns;
    }
    List<Message> folded = new ArrayList<>(turns.subList(1, turns.size()));
    folded.set(0, Message.user(turns.get(0).text() + "\n\n" + turns.get(1).text()));
    return folded;
  }

  private String render(List<Message> turns) {
    Map<String, Object> all = new HashMap<>(values);
    List<Map<String, String>> messages = new ArrayList<>();
    for (Message turn : turns) {
      messages.add(Map.of("role", ChatTemplate.role(turn), "content", turn.text()));
    }
    all.put("messages", messages);
    return template.render(all);
  }
}
