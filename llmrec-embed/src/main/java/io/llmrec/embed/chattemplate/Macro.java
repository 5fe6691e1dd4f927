package io.llmrec.embed.chattemplate;

import java.util.List;
import java.util.Map;

/** A part of a template that is called like a function. */
final class Macro {

  private final String name;
  private final List<Parameter> parameters;
  private final Statement body;
  private final Scope scope;

  /** A parameter and what it is unless given. */
  record Parameter(String name, Expression otherwise) {}

  /**
   * A macro.
   *
   * @param scope what its body can see beside the parameters
   */
  Macro(String name, List<Parameter> parameters, Statement body, Scope scope) {
    this.name = name;
    this.parameters = parameters;
    this.body = body;
    this.scope = scope;
  }

  /** What the body writes. */
  String call(Arguments arguments) {
    Work work = arguments.work();
    Scope inner = scope.inner();
    List<String> names = parameters.stream().map(Parameter::name).toList();
    arguments.atMost(parameters.size(), names.toArray(String[]::new));
    Map<String, Object> named = arguments.named();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      boolean given = i < arguments.count() || named.containsKey(parameter.name());
      inner.set(
          parameter.name(),
          given
              ? arguments.get(i, parameter.name(), Values.NONE)
              : parameter.otherwise().evaluate(inner));
    }
    Output output = new Output(work);
    work.enter();
    try {
      body.run(inner, output);
    } finally {
      work.leave();
    }
    return output.toString();
  }

  @Override
  public String toString() {
    return "macro " + name;
  }
}
