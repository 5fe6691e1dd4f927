package io.llmrec.embed.chattemplate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What a template may call beside its own macros. */
final class Functions {

  static final Map<String, Function<Arguments, Object>> ALL = all();

  /** A template may ask whether it is there; it never is, since a reply would change by the day. */
  static final String CLOCK = "strftime_now";

  private static final int MAX_RANGE = 100_000;

  private Functions() {}

  private static Map<String, Function<Arguments, Object>> all() {
    Map<String, Function<Arguments, Object>> all = new TreeMap<>();
    all.put("range", Functions::range);
    all.put("namespace", arguments -> new Namespace(arguments.atMost(0, names(arguments)).named()));
    all.put("dict", arguments -> arguments.atMost(0, names(arguments)).named());
    all.put(
        "raise_exception",
        arguments -> {
          throw TemplateException.refusal(
              ValueWriter.text(arguments.work(), arguments.get(0, "message")));
        });
    return Collections.unmodifiableMap(all);
  }

  private static String[] names(Arguments arguments) {
    return arguments.named().keySet().toArray(String[]::new);
  }

  private static Object range(Arguments arguments) {
    arguments.atMost(3);
    boolean single = arguments.count() == 1;
    int start = single ? 0 : arguments.whole(0, "start", 0);
    int stop = arguments.whole(single ? 0 : 1, "stop", 0);
    int step = arguments.whole(2, "step", 1);
    if (step == 0) {
      throw new TemplateFailure("the step of a range is 0");
    }
    if (Math.abs(((long) stop - start) / step) > MAX_RANGE) {
      throw new TemplateFailure("a range of more than %d numbers".formatted(MAX_RANGE));
    }
    List<Object> numbers = new ArrayList<>();
    for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
      arguments.work().step();
      numbers.add(i);
    }
    return numbers;
  }
}
