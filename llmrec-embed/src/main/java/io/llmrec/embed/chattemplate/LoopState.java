package io.llmrec.embed.chattemplate;

import java.util.List;

/** Jinja's {@code loop} in one round. */
record LoopState(List<Object> elements, int index) {

  Object get(String name) {
    return switch (name) {
      case "index" -> index + 1L;
      case "index0" -> (long) index;
      case "revindex" -> (long) elements.size() - index;
      case "revindex0" -> elements.size() - index - 1L;
      case "first" -> index == 0;
      case "last" -> index == elements.size() - 1;
      case "length" -> (long) elements.size();
      case "previtem" -> index > 0 ? elements.get(index - 1) : new Undefined("loop.previtem");
      case "nextitem" ->
          index < elements.size() - 1 ? elements.get(index + 1) : new Undefined("loop.nextitem");
      default -> throw new TemplateFailure("'loop.%s' is not supported".formatted(name));
    };
  }
}
